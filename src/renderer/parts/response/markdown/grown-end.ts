import type { OpenEnd } from './open-end.ts'

/** Lengthens the last text that React has rendered, in a text node of its own that React does not know of. */
export type GrownEnd = {
  /** Shows all that came behind the end. */
  show: (added: string) => void
  /** Takes it away again, because React has rendered it now. */
  remove: () => void
}

/** What comes behind the text of these is not inside them. */
const closed = 'a, button, mark, span[title]'

/** The place behind the last text in an element, or `null` where that is not the end that was expected. */
export function grownEndIn(element: Element, { hiddenSpace, shownEnd, isCode }: OpenEnd): GrownEnd | null {
  const last = lastTextIn(element, isCode ? /./s : /\S/)
  const parent = last?.parentElement
  if (!last || !parent || !shownEnd.endsWith(last.data.slice(-shownEnd.length))) return null
  if (parent.closest(closed) || (parent.closest('pre, code') !== null) !== isCode) return null
  const grown = document.createTextNode('')
  return {
    show(added) {
      const shown = isCode ? added : (hiddenSpace + added).trimEnd()
      if (!grown.isConnected) last.after(grown)
      if (shown.length > grown.length) grown.appendData(shown.slice(grown.length))
    },
    remove: () => grown.remove(),
  }
}

/** The last text in an element that is like this; text that is not stands between blocks. */
function lastTextIn(element: Element, like: RegExp): Text | null {
  for (let node = element.lastChild; node; node = node.previousSibling) {
    if (node instanceof Element) return lastTextIn(node, like)
    if (node instanceof Text && like.test(node.data)) return node
  }
  return null
}
