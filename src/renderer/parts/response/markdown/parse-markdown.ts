import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { toHast } from 'mdast-util-to-hast'
import { gfm } from 'micromark-extension-gfm'
import { Fragment, type ReactNode } from 'react'
import { jsx, jsxs } from 'react/jsx-runtime'
import { isPlainLine } from './line-shape.ts'
import { markJoined } from './mark-joined.ts'
import { showHtml } from './show-html.ts'

type Hast = Parameters<typeof toJsxRuntime>[0]
/** What a text parses to: the nodes at its top level. */
export type Parsed = Extract<Hast, { type: 'root' }>
export type Components = NonNullable<Parameters<typeof toJsxRuntime>[1]['components']>

/**
 * Markdown (CommonMark and GFM) as a syntax tree of HTML, in which raw HTML is text. Addresses are left as they are.
 * @param joined How many code units at the beginning are the prefill, which is marked.
 */
export type MarkdownParser = (text: string, joined: number) => Parsed

/**
 * What GFM adds to CommonMark cannot be written without one of these: addresses (also ones made of references), struck text,
 * footnotes, tables, tasks. To look for them is much cheaper than to parse with the additions.
 */
const gfmSigns = /www|http|[@&~^|]|:-|-:|\[[\sx]\]/i
/**
 * A link that can be read in one way only. Its address, alone of all, is never looked at for GFM: most of the answers that
 * have an address have it there.
 */
const plainLink = /(?<!\\)(\[[^[\]\\`*_~<!&^\n]+\])\([^\s\p{Cc}()<>\\&*_~`[\]]*\)/gu

/** Made once: to put the syntax together takes as long as to parse a sentence. */
export function createMarkdownParser(): MarkdownParser {
  const withGfm = { extensions: [gfm()], mdastExtensions: gfmFromMarkdown() }
  return (text, joined) => {
    if (joined === 0 && isPlainLine(text)) return paragraphOf(text.trimEnd())
    const tree = fromMarkdown(text, maybeGfm(text) ? withGfm : null)
    showHtml(tree)
    markJoined(tree, joined)
    const hast = toHast(tree, { handlers: { html: (_, { value }: { value: string }) => ({ type: 'text', value }) } })
    return hast.type === 'root' ? hast : { type: 'root', children: [] }
  }
}

function maybeGfm(text: string): boolean {
  return gfmSigns.test(text) && gfmSigns.test(text.replaceAll(plainLink, '$1'))
}

/** What such a line parses to. */
function paragraphOf(value: string): Parsed {
  const children = [{ type: 'text' as const, value }]
  return { type: 'root', children: [{ type: 'element', tagName: 'p', properties: {}, children }] }
}

/** The tree apart: what is inside its first paragraph (`null` where it begins otherwise), and what comes behind that. */
export function splitFirstParagraph(tree: Parsed): { inside: Parsed | null; behind: Parsed } {
  const [first, ...behind] = tree.children
  if (first?.type !== 'element' || first.tagName !== 'p') return { inside: null, behind: tree }
  return { inside: rootOf(first.children), behind: rootOf(behind) }
}

function rootOf(children: Parsed['children']): Parsed {
  return { type: 'root', children }
}

export function toReact(tree: Parsed, components: Components): ReactNode {
  return toJsxRuntime(tree, { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true })
}
