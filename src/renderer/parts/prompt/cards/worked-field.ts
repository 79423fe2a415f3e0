// Which text of a message is worked on. This is there from the first key on, before any editor has loaded.

/** The field of a message's text that had the focus last, by the message's card. */
const lastField = new WeakMap<Element, HTMLElement>()

/** Remembers which text of each card is worked on, and tells of the message that has the focus. Returns how to stop. */
export function followFields(list: HTMLElement, onMessage: (id: string) => void): () => void {
  const note = (target: EventTarget | null) => {
    const card = target instanceof Element ? target.closest<HTMLElement>('[data-message]') : null
    if (!card || !list.contains(card)) return
    if (card.dataset.message) onMessage(card.dataset.message)
    if (target instanceof HTMLElement && target.closest('[data-block-text], [data-message-text]')) {
      lastField.set(card, target)
    }
  }
  const noteFocus = ({ target }: FocusEvent) => note(target)
  note(document.activeElement)
  list.addEventListener('focusin', noteFocus)
  return () => list.removeEventListener('focusin', noteFocus)
}

/** The text of the message that was worked on last, if it is still in the page. */
export function workedField(id: string): HTMLElement | null {
  const card = document.querySelector(`[data-message="${CSS.escape(id)}"]`)
  const field = card && lastField.get(card)
  return field?.isConnected ? field : null
}
