import { useState } from 'react'
import type { FindQuery } from '#shared/find/find-query'
import { useContextKeymap } from '../keymap/use-keymap.tsx'

/** `times`: how often it was asked for; `from`: what had the focus then; `replaces`: whether to replace, too. */
export type FindAsked = { times: number; from: Element | null; replaces: boolean }

/**
 * What outlives a bar: its search, so that the next one begins with the same words, for which time of asking it took the focus,
 * what was typed before that, and what is put in the place of matches.
 */
export type FindKeeper = {
  query: FindQuery | null
  focused: number
  typed: string
  replacement: string
  replaces: boolean
}

/** Whether a bar is open, and how it is opened and closed. */
export function useFindAsked() {
  const { isBrowserTab } = useContextKeymap().options
  const [asked, setAsked] = useState<FindAsked | null>(null)
  const [keeper] = useState<FindKeeper>(() => ({
    query: null,
    focused: 0,
    typed: '',
    replacement: '',
    replaces: false,
  }))
  return {
    asked,
    keeper,
    /** Opens the bar, or gives it the focus again; `false` where the key is left to the browser. */
    ask: (replaces: boolean): boolean => {
      const { activeElement } = document
      const isInBar = activeElement?.closest('[data-find-bar]') != null
      // In a browser the second time means the browser's own search.
      if (isInBar && isBrowserTab && !replaces) return false
      setAsked((before) => ({
        times: (before?.times ?? keeper.focused) + 1,
        from: isInBar ? (before?.from ?? null) : activeElement,
        replaces,
      }))
      return true
    },
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

/** Whether this has the focus in the pane of the answer. */
export function isInAnswer(element: Element | null = document.activeElement): boolean {
  return element?.closest('[data-response]') != null
}
