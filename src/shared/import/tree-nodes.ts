// Walking the syntax trees of Lezer.
import type { SyntaxNode, Tree } from '@lezer/common'

const comments = new Set(['Comment', 'LineComment', 'BlockComment'])

/** The children of a node, comments left out. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!comments.has(child.name)) children.push(child)
  }
  return children
}

/** The children that stand between tokens of this name, one list for each gap. */
export function splitAt(nodes: readonly SyntaxNode[], token: string): SyntaxNode[][] {
  const groups: SyntaxNode[][] = [[]]
  for (const node of nodes) {
    if (node.name === token) groups.push([])
    else groups.at(-1)?.push(node)
  }
  return groups
}

/** How often the grammar failed on a text that was cut at `end`; what is wrong there does not count. */
export function faultsIn(tree: Tree, end: number): number {
  let faults = 0
  tree.iterate({
    enter: ({ type, to }) => {
      if (type.isError && to < end) faults += 1
    },
  })
  return faults
}
