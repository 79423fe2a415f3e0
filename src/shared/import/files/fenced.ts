// Code in Markdown, as answers and documentation have it.
import { fromMarkdown } from 'mdast-util-from-markdown'
import type { Paste } from '../reading.ts'

/** A piece of code, and where it stands in the text. */
export type Piece = Paste & { at: number }

const endings: Readonly<Record<string, string>> = {
  python: 'py',
  py: 'py',
  typescript: 'ts',
  ts: 'ts',
  tsx: 'tsx',
  javascript: 'js',
  js: 'js',
  jsx: 'jsx',
  bash: 'sh',
  sh: 'sh',
  shell: 'sh',
  curl: 'sh',
  zsh: 'sh',
  console: 'sh',
  json: 'json',
  yaml: 'yml',
  yml: 'yml',
}

/** The fenced pieces of code in a text. */
export function fencedPieces(text: string): Piece[] {
  return fromMarkdown(text).children.flatMap((node): Piece[] => {
    if (node.type !== 'code') return []
    const ending = Object.hasOwn(endings, node.lang ?? '') ? endings[node.lang ?? ''] : undefined
    const start = node.position?.start.offset ?? 0
    // Behind the line with the fence.
    const at = text.indexOf('\n', start) + 1
    return [{ text: node.value, fileName: ending ? `code.${ending}` : null, at }]
  })
}
