/** The few fields of a Markdown syntax tree that the plugin reads and writes. */
type Node = { type: string; value?: string; children?: Node[]; data?: object }

/** In a Markdown syntax tree, a block of raw HTML becomes a code block that shows it. Inline HTML is text already. */
export function showHtml(tree: Node): void {
  showHtmlIn(tree, false)
}

function showHtmlIn(node: Node, isInline: boolean) {
  if (node.type === 'html' && !isInline) {
    node.type = 'code'
    return
  }
  const holdsText = ['paragraph', 'heading', 'tableCell', 'emphasis', 'strong', 'delete', 'link'].includes(node.type)
  for (const child of node.children ?? []) showHtmlIn(child, isInline || holdsText)
}
