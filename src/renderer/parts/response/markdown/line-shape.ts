// What one line of Markdown can begin, as CommonMark 0.31 and GFM define it; just enough to know where blocks end.

/** Columns of leading spaces and tabs; a tab reaches to the next multiple of four (CommonMark, tabs). */
export function indentOf(line: string): number {
  let columns = 0
  for (const character of line) {
    if (character === ' ') columns += 1
    else if (character === '\t') columns += 4 - (columns % 4)
    else break
  }
  return columns
}

/** Whether a line, without its line ending, holds spaces and tabs only. */
export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line)
}

export type Fence = { indent: number; marker: '`' | '~'; length: number; info: string }

/** The opening of a fenced code block, or `null`. An info string after backticks holds no backtick. */
export function fenceOf(line: string): Fence | null {
  const match = /^( {0,3})(`{3,}|~{3,})(.*)$/s.exec(line)
  if (!match) return null
  const [, indent = '', run = '', info = ''] = match
  const marker = run.startsWith('`') ? '`' : '~'
  if (marker === '`' && info.includes('`')) return null
  return { indent: indent.length, marker, length: run.length, info: info.trim() }
}

/** Whether a line closes a fenced code block. */
export function closesFence(line: string, fence: Fence): boolean {
  const match = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(line)
  const run = match?.[1] ?? ''
  return run.startsWith(fence.marker) && run.length >= fence.length
}

/** A row of three or more `*`, `-` or `_`. */
export function isThematicBreak(line: string): boolean {
  return /^ {0,3}([*_-])[ \t]*(?:\1[ \t]*){2,}$/.test(line)
}

export type ListMarker = {
  /** The column where the item's content begins: what is indented as far belongs to the item. */
  contentColumn: number
  isEmpty: boolean
  /** Whether such an item may stand directly under a paragraph's line. */
  interruptsParagraph: boolean
}

/** The list marker at the start of a line that is no thematic break, or `null`. */
export function listMarkerOf(line: string): ListMarker | null {
  const match = /^([ \t]*)([*+-]|(\d{1,9})[.)])(?=[ \t]|$)(.*)$/s.exec(line)
  if (!match || isThematicBreak(line)) return null
  const [, , marker = '', number, rest = ''] = match
  const indent = indentOf(line)
  if (indent > 3) return null
  const markerEnd = indent + marker.length
  if (isBlank(rest)) return { contentColumn: markerEnd + 1, isEmpty: true, interruptsParagraph: false }
  const padding = indentOf(' '.repeat(markerEnd) + rest) - markerEnd
  return {
    contentColumn: padding > 4 ? markerEnd + 1 : markerEnd + padding,
    isEmpty: false,
    interruptsParagraph: number === undefined || Number(number) === 1,
  }
}

const htmlBlocks: { opens: RegExp; ends: RegExp }[] = [
  { opens: /^<(?:script|pre|style|textarea)(?:[\s>]|$)/i, ends: /<\/(?:script|pre|style|textarea)>/i },
  { opens: /^<!--/, ends: /-->/ },
  { opens: /^<\?/, ends: /\?>/ },
  { opens: /^<![a-z]/i, ends: />/ },
  { opens: /^<!\[CDATA\[/, ends: /\]\]>/ },
]

/** What ends the HTML block that a line opens and that blank lines do not end (CommonMark, HTML blocks 1 to 5), or `null`. */
export function htmlEndOf(line: string): RegExp | null {
  const text = line.replace(/^ {1,3}/, '')
  return htmlBlocks.find(({ opens }) => opens.test(text))?.ends ?? null
}

/** Whether a line may open an HTML block that lasts until a blank line (CommonMark, HTML blocks 6 and 7). */
export function maybeHtmlBlock(line: string): boolean {
  return /^ {0,3}<\/?[a-z]/i.test(line)
}

/** Whether a line under a paragraph may turn it into a heading or into a table's head. */
export function maybeUnderline(line: string): boolean {
  return /^[ \t]*[=|:-][=|: \t-]*$/.test(line)
}

/** A link reference or footnote definition, which changes how text elsewhere is read. */
export function maybeDefinition(line: string): boolean {
  return /^[ \t>*+\-\d.)]*\[[^\]]*(?:\]:|$)/.test(line)
}

/** Whether a line starts as running text, whatever follows: no Markdown block begins like that. */
export function startsAsText(line: string): boolean {
  return /^(?:[\p{L}("'“‘„«—–…]|\*{1,2}[\p{L}]|\d+[^\d.)])/u.test(line)
}

/**
 * Whether a text is one line of words, digits and marks that mean nothing in Markdown, so that it is a paragraph that reads
 * as it is written: no delimiter, no reference, nothing that GFM takes for an address.
 */
export function isPlainLine(text: string): boolean {
  return /^\p{L}[\p{L}\p{M}\p{N} ,.;:!?'"()%/+=$“”‘’«»…–—-]*[\r\n]*$/u.test(text) && !/www|http/i.test(text)
}
