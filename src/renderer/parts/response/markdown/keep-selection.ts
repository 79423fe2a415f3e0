import { Component, type ReactNode } from 'react'

type KeepSelectionProps = {
  /** A new value says that the same text is laid out in other elements now. */
  layout: string
  children: ReactNode
}

/** A selection by how much text stands before its ends; `null` for an end that is elsewhere. */
type Kept = { root: Element; anchor: number | null; focus: number | null }

/** Keeps what is selected in a text that is laid out anew: the elements go, and a selection would go with them. */
export class KeepSelection extends Component<KeepSelectionProps> {
  override getSnapshotBeforeUpdate(before: KeepSelectionProps): Kept | null {
    return before.layout === this.props.layout ? null : keep(document.getSelection())
  }

  override componentDidUpdate(_props: KeepSelectionProps, _state: unknown, kept: Kept | null): void {
    if (kept) restore(kept, document.getSelection())
  }

  override render(): ReactNode {
    return this.props.children
  }
}

function keep(selection: Selection | null): Kept | null {
  if (!selection || selection.isCollapsed) return null
  const root = rootOf(selection.anchorNode) ?? rootOf(selection.focusNode)
  if (!root) return null
  return {
    root,
    anchor: textBefore(root, selection.anchorNode, selection.anchorOffset),
    focus: textBefore(root, selection.focusNode, selection.focusOffset),
  }
}

function rootOf(node: Node | null): Element | null {
  const element = node instanceof Element ? node : node?.parentElement
  return element?.closest('[data-group]') ?? null
}

/** In UTF-16 code units. */
function textBefore(root: Element, node: Node | null, offset: number): number | null {
  if (!node || !root.contains(node)) return null
  const range = document.createRange()
  range.setStart(root, 0)
  range.setEnd(node, offset)
  return range.toString().length
}

function restore({ root, anchor, focus }: Kept, selection: Selection | null): void {
  if (!selection) return
  const from = placeOf(root, anchor) ?? [selection.anchorNode, selection.anchorOffset]
  const to = placeOf(root, focus) ?? [selection.focusNode, selection.focusOffset]
  if (from[0] && to[0]) selection.setBaseAndExtent(from[0], from[1], to[0], to[1])
}

function placeOf(root: Element, at: number | null): [Node | null, number] | null {
  if (at === null) return null
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  let left = at
  while (texts.nextNode()) {
    // Safe: the walker shows nothing else.
    const text = texts.currentNode as Text
    if (left <= text.length) return [text, left]
    left -= text.length
  }
  return null
}
