/** The few fields of a Markdown syntax tree that the plugin reads and writes. */
type Node = {
  type: string
  value?: string
  children?: Node[]
  position?: { start: { offset?: number }; end: { offset?: number } }
  data?: object
}

/** Marks, in a Markdown syntax tree, the text that comes from the first `length` code units of the source: the prefill. */
export function markJoined(tree: Node, length: number): void {
  if (length > 0) markChildren(tree, length)
}

function markChildren(node: Node, length: number): void {
  node.children = node.children?.flatMap((child) => {
    const start = child.position?.start.offset ?? 0
    if (start >= length) return [child]
    if (child.type === 'inlineCode') return [marked(child)]
    if (child.type !== 'text' || child.value === undefined) {
      markChildren(child, length)
      return [child]
    }
    const end = child.position?.end.offset ?? 0
    // Where the source is written with escapes the text is shorter than the source; then all of it counts as joined.
    if (end <= length || end - start !== child.value.length) return [marked(child)]
    const { value } = child
    return [
      marked({ type: 'text', value: value.slice(0, length - start) }),
      { type: 'text', value: value.slice(length - start) },
    ]
  })
}

function marked(node: Node): Node {
  return { type: 'joined', children: [node], data: { hName: 'mark' } }
}
