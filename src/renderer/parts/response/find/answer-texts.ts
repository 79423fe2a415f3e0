// The texts of the tab that is shown, as they stand in the page: also those that the browser skips because they are out of sight.
import { EditorView } from '@codemirror/view'

export type AnswerText = {
  key: string
  text: string
  /** Its pieces in the page, with where each begins in it; or the editor that shows it. */
  pieces: readonly { node: Text; start: number }[]
  view: EditorView | null
}

const blocks =
  'address, article, aside, blockquote, dd, div, dl, dt, figcaption, figure, footer, h1, h2, h3, h4, h5, h6, header, li, ol, p, pre, section, table, td, th, tr, ul'
/** What is pressed, and what nobody sees or hears. */
const passed = 'button, input, select, textarea, style, script, [hidden], [aria-hidden="true"], [data-find-bar]'

/** A text goes on over everything that stands in one line with it; one that is shown to the letter is one text, whatever it is cut into. */
const blockOf = (node: Node) => node.parentElement?.closest('[data-exact-text]') ?? node.parentElement?.closest(blocks)

/** The texts in a part of the page, in the order in which they are read. */
export function* answerTexts(root: Element): Generator<AnswerText> {
  let count = 0
  let block: Element | null | undefined = null
  let pieces: { node: Text; start: number }[] = []
  let parts: string[] = []
  let length = 0
  const end = (): AnswerText => {
    const text = { key: String(count), text: parts.join(''), pieces, view: null }
    count += 1
    pieces = []
    parts = []
    length = 0
    return text
  }
  for (const node of walk(root)) {
    const next = blockOf(node)
    if (pieces.length > 0 && (next !== block || !(node instanceof Text))) yield end()
    block = next
    if (node instanceof Text) {
      pieces.push({ node, start: length })
      parts.push(node.data)
      length += node.length
      continue
    }
    const view = node instanceof HTMLElement ? EditorView.findFromDOM(node) : null
    if (view) yield { key: `editor ${count}`, text: view.state.doc.toString(), pieces: [], view }
  }
  if (pieces.length > 0) yield end()
}

/** Every text node that is shown, and every editor. */
function* walk(root: Element): Generator<Node> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) => {
    if (node instanceof Text) return NodeFilter.FILTER_ACCEPT
    if (!(node instanceof Element) || node.matches(passed)) return NodeFilter.FILTER_REJECT
    return NodeFilter.FILTER_ACCEPT
  })
  for (let node = walker.nextNode(); node; ) {
    if (node instanceof Text) {
      if (node.length > 0) yield node
      node = walker.nextNode()
    } else if (node instanceof Element && node.matches('.cm-editor')) {
      yield node
      node = nextBeside(walker)
    } else node = walker.nextNode()
  }
}

/** The next one that is not inside of where the walker is. */
function nextBeside(walker: TreeWalker): Node | null {
  const beside = walker.nextSibling()
  if (beside) return beside
  while (walker.parentNode()) {
    const next = walker.nextSibling()
    if (next) return next
  }
  return null
}

/** Where a place of a text stands in the page; `null` where it is gone, or in an editor. */
export function placeIn({ pieces }: AnswerText, from: number, to: number): StaticRange | null {
  const start = pieceAt(pieces, from)
  const end = pieceAt(pieces, to - 1)
  if (!start || !end || !start.node.isConnected || !end.node.isConnected) return null
  const [startOffset, endOffset] = [from - start.start, to - end.start]
  if (endOffset > end.node.length || startOffset > start.node.length) return null
  return new StaticRange({ startContainer: start.node, startOffset, endContainer: end.node, endOffset })
}

function pieceAt(pieces: AnswerText['pieces'], at: number) {
  let [low, high] = [0, pieces.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((pieces[middle]?.start ?? 0) <= at) low = middle
    else high = middle - 1
  }
  return pieces[low]
}
