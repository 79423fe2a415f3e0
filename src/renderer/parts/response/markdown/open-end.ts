// Where the end of a block is running text, words that come behind it only make that text longer: no parsing is needed to
// show them. Everything doubtful means no, so that what is shown is at any time what a one-shot rendering would show.

import { splitAtOddCharacters } from '#shared/text/odd-characters'
import { startsAsText } from './line-shape.ts'
import type { Block } from './split-blocks.ts'

/** The end of a block to which text may be added as it is. */
export type OpenEnd = {
  /** Spaces at the end of the source, which are shown only once something comes behind them. */
  hiddenSpace: string
  /** What the text that is shown last ends with. */
  shownEnd: string
  isCode: boolean
  /** Whether these characters, all that came since, do nothing but lengthen the block's last text. */
  takes: (added: string) => boolean
}

/** So many UTF-16 code units are looked at: more than a word has, and enough to know a text again. */
const endLength = 200

/** Letters, digits and marks that mean nothing inside a line of text. No line ending, so no block ends here or begins. */
const harmless = /^[\p{L}\p{M}\p{N} ,.;:!?'"()%/+=$“”‘’«»…–—。、，！？：；-]*$/u
/** What GFM takes for an address, or the beginning of one. */
const address = /www|http|@/i
const containers = /^[ \t]*(?:(?:[-*+>]|#{1,6}|\d{1,9}[.)])[ \t]+)*/
const maybeReference = /(?:^|\n)[ \t>*+\-\d.)]*\[/

/** The open end of a block, or `null` where it cannot be told that words only lengthen its last text. */
export function openEndOf(block: Block): OpenEnd | null {
  return block.kind === 'code' ? openEndOfCode(block) : openEndOfText(block)
}

function openEndOfText(block: Exclude<Block, { kind: 'code' }>): OpenEnd | null {
  const source = block.kind === 'markdown' ? block.text : block.rest
  const lineStart = source.lastIndexOf('\n') + 1
  const line = source.slice(lineStart)
  const text = line.trimEnd()
  const hiddenSpace = line.slice(text.length)
  // Behind a cut a line goes on that began as text.
  const isText = (block.kind === 'paragraph' && lineStart === 0) || startsAsText(line.replace(containers, ''))
  if (!isText || line.includes('|') || source.includes('\r') || maybeReference.test(source)) return null
  if (!/[\p{L}\p{N},.;:!?'"“”‘’…]$/u.test(text) || !/^ *$/.test(hiddenSpace)) return null
  const word = line.slice(line.search(/[^ \t]*$/))
  const mayEndLink = source.includes('[')
  const mayEndReference = source.includes('&')
  return {
    hiddenSpace,
    shownEnd: text.slice(-endLength),
    isCode: false,
    takes: (added) =>
      harmless.test(added) &&
      !address.test(word + added) &&
      !(mayEndLink && added.includes(')')) &&
      !(mayEndReference && added.includes(';')),
  }
}

/** Code is shown as it is, except for what may belong to the fence that closes it. */
function openEndOfCode(block: Extract<Block, { kind: 'code' }>): OpenEnd | null {
  const last = block.groups.at(-1)?.at(-1) ?? ''
  const line = last.slice(last.lastIndexOf('\n') + 1)
  if (block.isEndHidden || /[`~\r]/.test(line)) return null
  return {
    hiddenSpace: '',
    shownEnd: last.slice(-endLength),
    isCode: true,
    takes: (added) => !/[`~\r]/.test(added) && splitAtOddCharacters(added) === null,
  }
}
