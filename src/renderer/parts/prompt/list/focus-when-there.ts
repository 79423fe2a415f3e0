import { isFocusLost } from '../../layout/focus-lost.ts'
import { focusText, reveal, textField } from '../cards/message-actions.ts'
import type { PromptServices } from '../prompt-services.tsx'

/**
 * Puts the caret into the text of a message as soon as it has a field: the card may still be on its way into the page, and
 * its editor too. Whoever focuses something else meanwhile is left alone.
 */
export function focusWhenThere(services: Pick<PromptServices, 'cards'>, id: string): void {
  const list = scrollToMessage(services, id)
  if (!list || textField(id)) {
    focusText(services, id)
    return
  }
  const observer = new MutationObserver(() => {
    if (!textField(id)) return
    stop()
    focusText(services, id)
  })
  const leave = () => {
    if (!isFocusLost()) stop()
  }
  const stop = () => {
    observer.disconnect()
    document.removeEventListener('focusin', leave)
  }
  observer.observe(list, { childList: true, subtree: true })
  document.addEventListener('focusin', leave)
}

/** Brings a message that is in the page into sight, and leaves the focus where it is. Returns the list, where there is one. */
export function scrollToMessage(services: Pick<PromptServices, 'cards'>, id: string): Element | null {
  reveal(services, id)
  const list = document.querySelector('[data-message-list]')
  list?.querySelector(`[data-message="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' })
  return list
}
