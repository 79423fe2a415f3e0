// Walking the syntax trees of Lezer.
import type { NodeType, Parser, SyntaxNode, Tree } from '@lezer/common'
import type { Expression } from './code.ts'

const comments = new Set(['Comment', 'LineComment', 'BlockComment'])

/**
 * The tree of a whole text. Lezer ends a chain such as `'a' + 'b' + …` after a few hundred parts, so that its trees stay flat; a
 * long text in code is such a chain, and `sumTerms` walks it without calling itself.
 */
export function parseWhole(parser: Parser, text: string, ranges?: readonly { from: number; to: number }[]): Tree {
  // The count that it ends by (`MaxLeftAssociativeReductionCount` in @lezer/lr 1.4).
  const parse = parser.startParse(text, undefined, ranges) as ReturnType<Parser['startParse']> & {
    bigReductionCount?: number
  }
  for (;;) {
    parse.bigReductionCount = 0
    const tree = parse.advance()
    if (tree) return tree
  }
}

/**
 * A text and the grammar that it is read with: what it takes to parse a piece of it again. `cuts`: where the literals begin that were found
 * to have no end.
 */
export type Parsed = { parser: Parser; source: string; cuts: Set<number> }

/** Whether a literal lacks its last quote: the paste ends in the middle of it, or its line does. Keeps where that is. */
export function isCut(node: SyntaxNode, { cuts }: Parsed): boolean {
  const isOpen = node.lastChild?.type.isError === true
  if (isOpen) cuts.add(node.from)
  return isOpen
}

/** What is written where a node is. */
export function textOf(node: SyntaxNode, { source }: Parsed): string {
  return source.slice(node.from, node.to)
}

/** Lezer keeps no more than the leaves of a tree below 2,500 levels (`CutOff.Depth` in @lezer/common 1), and these unsoundly. */
const mostLevels = 2_000

/** The parts of a chain of `+`, in their order; `null` for everything else. */
export function sumTerms(node: SyntaxNode, parsed: Parsed): SyntaxNode[] | null {
  const terms: SyntaxNode[] = []
  let at: SyntaxNode | undefined = node
  while (at?.name === 'BinaryExpression' && terms.length < mostLevels) {
    const [left, operator, right]: (SyntaxNode | undefined)[] = childrenOf(at)
    if (!left || !right || !operator || parsed.source.slice(operator.from, operator.to) !== '+') break
    terms.push(right)
    at = left
  }
  if (terms.length === 0 || !at) return null
  terms.reverse()
  if (terms.length < mostLevels || at.name !== 'BinaryExpression') return [at, ...terms]
  return [...deepTerms(at, (node.to - at.to) / mostLevels, parsed), ...terms]
}

/**
 * The parts of a chain that is deeper than its tree: from the left, some hundred at a time. The last two of each piece are cut
 * in two, or may be.
 * @param length Of a part, about.
 */
function deepTerms({ from, to }: SyntaxNode, length: number, parsed: Parsed): SyntaxNode[] {
  const terms: SyntaxNode[] = []
  let pieceLength = Math.ceil(length * (mostLevels / 4))
  let at = from
  while (at < to) {
    const isLast = at + pieceLength >= to
    const found = pieceTerms(at, isLast ? to : at + pieceLength, parsed)
    if (found.length >= mostLevels) pieceLength = Math.ceil(pieceLength / 2)
    else if (isLast) return [...terms, ...found]
    else if (found.length < 3) pieceLength *= 2
    else {
      terms.push(...found.slice(0, -2))
      at = found.at(-2)?.from ?? to
    }
  }
  return terms
}

/** In brackets, so that no line ends the expression; behind an empty line, because Lezer counts from where it begins. */
function pieceTerms(from: number, to: number, { parser, source, cuts }: Parsed): SyntaxNode[] {
  const text = `\n${source.slice(1, from - 1)}(${source.slice(from, to)})`
  const ranges = [
    { from: 0, to: 1 },
    { from: from - 1, to: to + 1 },
  ]
  let node: SyntaxNode | null = parseWhole(parser, text, ranges).topNode
  while (node && node.name !== 'ParenthesizedExpression') node = node.firstChild
  const inside = node ? childrenOf(node)[1] : undefined
  return inside ? (sumTerms(inside, { parser, source: text, cuts }) ?? [inside]) : []
}

/** A number as both languages write it; what JSON has no number for is `other`. */
export function numberAt(at: number, written: string): Expression {
  const value = Number(written.replaceAll('_', ''))
  return Number.isFinite(value) ? { kind: 'plain', at, value } : { kind: 'other', at, inner: [] }
}

export const choice = (at: number, test: Expression, first: Expression, second: Expression): Expression => ({
  kind: 'choice',
  at,
  test,
  first,
  second,
})

export const unary = (at: number, operator: string, operand: Expression): Expression => ({
  kind: 'unary',
  at,
  operator,
  operand,
})

/** The children of a node, comments left out. */
export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) {
    // Below the levels that are kept there are leaves of no type at all.
    const type: NodeType | undefined = child.type
    if (type && !comments.has(type.name)) children.push(child)
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
