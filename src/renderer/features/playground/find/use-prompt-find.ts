import { useState } from 'react'
import { useContextKeymap, useKeymap } from '../../../parts/keymap/use-keymap.tsx'
import type { FindAsked, FindKeeper } from './prompt-find.tsx'

/** Whether the bar that finds in the prompt is open, and the keys that open it. */
export function usePromptFind() {
  const { isBrowserTab } = useContextKeymap().options
  const [asked, setAsked] = useState<FindAsked | null>(null)
  const [keeper] = useState<FindKeeper>({
    query: null,
    focused: 0,
    typed: '',
    replacement: '',
    replaces: false,
  })
  function ask(replaces: boolean) {
    const { activeElement } = document
    const editor = document.querySelector('[data-prompt-editor]')
    if (activeElement?.closest('[data-response]') || !editor?.checkVisibility()) return false
    const isInBar = activeElement?.closest('[data-find-bar]') != null
    // In a browser the second time means the browser's own search.
    if (isInBar && isBrowserTab && !replaces) return false
    setAsked((before) => ({
      times: (before?.times ?? keeper.focused) + 1,
      from: isInBar ? (before?.from ?? null) : activeElement,
      replaces,
    }))
    return true
  }
  useKeymap({ find: () => ask(false), replace: () => ask(true) })
  return {
    asked,
    keeper,
    /** What is typed until the bar is there is kept for it. */
    onTyped: (change: (before: string) => string) => {
      keeper.typed = change(keeper.typed)
    },
    close: () => {
      setAsked(null)
      keeper.typed = ''
    },
  }
}
