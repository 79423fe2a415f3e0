import { type RefObject, useEffect } from 'react'
import type { ContentBlock } from '#shared/prompt/prompt'
import { usePromptServices } from '../prompt-services.tsx'

const texts = 'input:not([type="radio"], [type="checkbox"], [type="file"]), textarea, [role="textbox"]'

/** Puts the focus into what a block that was just added asks for, as soon as that is there, unless somebody does something else. */
export function useFocusWhenNew(frame: RefObject<HTMLElement | null>, block: ContentBlock): void {
  const { cards } = usePromptServices()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a block is new when it is drawn first, and never again
  useEffect(() => {
    const element = frame.current
    if (!element || cards.getState().newBlock !== block) return
    cards.getState().awaitBlock(null)
    const field = fieldToFill(element)
    if (field) {
      field.focus()
      return
    }
    const observer = new MutationObserver(() => {
      const late = fieldToFill(element)
      if (!late) return
      stop()
      late.focus()
    })
    const stop = () => {
      observer.disconnect()
      document.removeEventListener('keydown', stop, true)
      document.removeEventListener('pointerdown', stop, true)
    }
    observer.observe(element, { childList: true, subtree: true })
    document.addEventListener('keydown', stop, true)
    document.addEventListener('pointerdown', stop, true)
    return stop
  }, [])
}

/** The first field of a block that is still empty, else its text, else the button that chooses its file; `null` before they are there. */
function fieldToFill(block: HTMLElement): HTMLElement | null {
  const fields = [...block.querySelectorAll<HTMLElement>(texts)]
  const empty = fields.find((field) => !('value' in field) || field.value === '')
  return empty ?? fields[0] ?? block.querySelector<HTMLElement>('[data-file-zone] button')
}
