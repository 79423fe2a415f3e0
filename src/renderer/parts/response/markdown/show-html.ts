/** The few fields of a Markdown syntax tree that the plugin reads and writes. */
type Node = { type: string; value?: string; children?: Node[]; data?: Record<string, unknown> }

/** A remark plugin: a block of raw HTML becomes a code block that shows it. Inline HTML is text already. */
export function remarkShowHtml() {
  return (tree: Node) => showHtml(tree, false)
}

function showHtml(node: Node, isInline: boolean) {
  if (node.type === 'html' && !isInline) {
    node.type = 'code'
    return
  }
  const holdsText = ['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'delete', 'link'].includes(node.type)
  for (const child of node.children ?? []) showHtml(child, isInline || holdsText)
}
