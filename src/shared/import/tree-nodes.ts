// Walking the syntax trees of Lezer.
import type { Parser, SyntaxNode, Tree } from '@lezer/common'
import type { Expression } from './code.ts'

const comments = new Set(['Comment', 'LineComment', 'BlockComment'])

/**
 * The tree of a whole text. Lezer ends a chain such as `'a' + 'b' + …` after a few hundred parts, so that its trees stay flat; a
 * long text in code is such a chain, and `sumTerms` walks it without calling itself.
 */
export function parseWhole(parser: Parser, text: string): Tree {
  // The count that it ends by (`MaxLeftAssociativeReductionCount` in @lezer/lr 1.4).
  const parse = parser.startParse(text) as ReturnType<Parser['startParse']> & { bigReductionCount?: number }
  for (;;) {
    parse.bigReductionCount = 0
    const tree = parse.advance()
    if (tree) return tree
  }
}

/** The parts of a chain of `+`, in their order; `null` for everything else. */
export function sumTerms(node: SyntaxNode, isPlus: (operator: SyntaxNode) => boolean): SyntaxNode[] | null {
  const terms: SyntaxNode[] = []
  let at: SyntaxNode | undefined = node
  while (at?.name === 'BinaryExpression') {
    const [left, operator, right]: (SyntaxNode | undefined)[] = childrenOf(at)
    if (!left || !operator || !right || !isPlus(operator)) break
    terms.push(right)
    at = left
  }
  if (terms.length === 0 || !at) return null
  return [...terms, at].reverse()
}

/** A number as both languages write it; what JSON has no number for is `other`. */
export function numberAt(at: number, written: string): Expression {
  const value = Number(written.replaceAll('_', ''))
  return Number.isFinite(value) ? { kind: 'plain', at, value } : { kind: 'other', at, inner: [] }
}

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
