// The literals of Python: what is between their quotes.
import type { SyntaxNode } from '@lezer/common'
import type { Expression } from './code.ts'
import { pythonText } from './string-escapes.ts'
import { childrenOf, isCut, type Parsed, textOf } from './tree-nodes.ts'

const quotes = ['"""', "'''", '"', "'"]

/** The text of a literal as it is written, its prefix and quotes included; the last ones are missing where it is cut off. */
export function stringOf(literal: string, isOpen: boolean): string {
  const { start, end, isRaw } = frameOf(literal, isOpen)
  const text = literal.slice(start, end).replaceAll('\r\n', '\n')
  return isRaw ? text : pythonText(text)
}

/** The texts and the expressions of an f-string, in their order. */
export function formatParts(
  node: SyntaxNode,
  parsed: Parsed,
  read: (node: SyntaxNode | undefined) => Expression,
): (string | Expression)[] {
  const { start, end, isRaw } = frameOf(textOf(node, parsed), isCut(node, parsed))
  const parts: (string | Expression)[] = []
  let at = node.from + start
  const addText = (to: number) => {
    const decode = (text: string) => (isRaw ? text : pythonText(text))
    const closed = (text: string) => text.split('}}').map(decode).join('}')
    const text = parsed.source.slice(at, to).split('{{').map(closed).join('{')
    if (text !== '') parts.push(text)
  }
  for (const child of childrenOf(node)) {
    if (child.name !== 'FormatReplacement') continue
    addText(child.from)
    parts.push(read(childrenOf(child)[1]))
    at = child.to
  }
  addText(node.from + end)
  return parts
}

/** Where the text of a literal begins and ends, its prefix and quotes left out. */
function frameOf(literal: string, isOpen: boolean): { start: number; end: number; isRaw: boolean } {
  const prefix = literal.search(/["']/)
  const quote = quotes.find((one) => literal.startsWith(one, prefix)) ?? ''
  const start = prefix + quote.length
  const end = isOpen ? literal.length : literal.length - quote.length
  return { start, end, isRaw: literal.slice(0, prefix).toLowerCase().includes('r') }
}
