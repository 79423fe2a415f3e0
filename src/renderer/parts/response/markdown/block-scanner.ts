// Follows Markdown line by line and says where a block has certainly ended, whatever comes later. Where CommonMark would
// need more than the line's start to decide, the scanner waits; a wrong end would tear a code block or a list apart.

import {
  closesFence,
  type Fence,
  fenceOf,
  htmlEndOf,
  indentOf,
  isBlank,
  isThematicBreak,
  type ListMarker,
  listMarkerOf,
  maybeDefinition,
  maybeHtmlBlock,
  startsAsText,
} from './line-shape.ts'

/** What a line means for the block before it. `fence` is set when the line opens a code block at the top level. */
export type Verdict = { endsBefore: boolean; endsAfter: boolean; fence: Fence | null }

export type BlockScanner = {
  /** Reads a finished line, without its line ending. */
  readLine: (line: string) => Verdict
  /** Whether a line that is not finished yet already ends the block before it. */
  endsBeforeUnfinished: (line: string) => boolean
  /** Whether all lines of the present block are running text, so that it is one paragraph. */
  isPlainParagraph: () => boolean
  hasDefinitions: () => boolean
}

/**
 * `flow`: a paragraph, heading, table or quote, which a blank line ends. `indented`: may be indented code, which a blank
 * line does not end. `stuck`: we cannot tell what is open, so nothing ends any more.
 */
type Mode = 'start' | 'flow' | 'indented' | 'list' | 'html' | 'fence' | 'stuck'

const goesOn: Verdict = { endsBefore: false, endsAfter: false, fence: null }
const endsAfter: Verdict = { endsBefore: false, endsAfter: true, fence: null }

export function createBlockScanner(): BlockScanner {
  let hasDefinitions = false
  let mode: Mode = 'start'
  let wasBlank = false
  /** Whether the lines since some line may be inside a list or an HTML block: nothing opaque may open then. */
  let isDoubtful = false
  /** Whether the lines since the last blank one may be inside an HTML block. */
  let isMaybeHtml = false
  let isPlain = true
  let lastIsParagraph = false
  let isEmptyItem = false
  /** Columns from which on a line belongs to the open list item or footnote. */
  let contentColumn = 0
  let htmlEnd: RegExp | null = null
  let fence: Fence | null = null

  function start() {
    mode = 'start'
    wasBlank = false
    isDoubtful = false
    isMaybeHtml = false
    isPlain = true
    lastIsParagraph = false
    isEmptyItem = false
  }

  function readLine(line: string): Verdict {
    if (mode === 'fence') return readFenceLine(line)
    hasDefinitions ||= maybeDefinition(line)
    if (mode === 'stuck') return goesOn
    if (mode === 'html') {
      if (htmlEnd?.test(line)) mode = 'flow'
      return goesOn
    }
    if (isBlank(line)) return readBlankLine()
    const indent = indentOf(line)
    // After indented code the parser still treats these lines as if they would interrupt a paragraph.
    if (mode === 'indented' && indent < 4 && mayNotInterrupt(line)) mode = 'stuck'
    if (mode === 'stuck') return goesOn
    const ends = endsBefore(line, indent)
    if (ends) start()
    else if (mode === 'list' && staysInList(line, indent)) return goesOn
    else if (mode === 'indented' && indent >= 4) return goesOn
    readTopLine(line, indent)
    return { endsBefore: ends || fence !== null, endsAfter: false, fence }
  }

  function readFenceLine(line: string): Verdict {
    if (!fence || !closesFence(line, fence)) return goesOn
    fence = null
    start()
    return endsAfter
  }

  function readBlankLine(): Verdict {
    if (mode === 'start' || mode === 'flow') {
      start()
      return endsAfter
    }
    isMaybeHtml = false
    // An item that begins with an empty line is over at the next one.
    if (isEmptyItem) contentColumn = Number.POSITIVE_INFINITY
    isEmptyItem = false
    wasBlank = true
    return goesOn
  }

  /** Whether a line that is not blank certainly stands outside of a list or of indented code above it. */
  function endsBefore(line: string, indent: number): boolean {
    if (!wasBlank || indent > 3) return false
    if (mode === 'indented') return true
    return mode === 'list' && indent < contentColumn && listMarkerOf(line) === null
  }

  /** Whether the line is, or may be, part of the list. */
  function staysInList(line: string, indent: number): boolean {
    const marker = listMarkerOf(line)
    const text = line.trimStart()
    const mayOpenOpaque = fenceOf(text) !== null || htmlEndOf(text) !== null || maybeHtmlBlock(text)
    if (indent >= contentColumn) {
      if (isDoubtful && mayOpenOpaque) mode = 'stuck'
    } else if (marker) {
      contentColumn = marker.contentColumn
      if (marker.interruptsParagraph) isDoubtful = isMaybeHtml
    } else if (isDoubtful ? mayOpenOpaque : maybeHtmlBlock(line) && !htmlEndOf(line)) {
      mode = 'stuck'
    } else if (!isDoubtful && endsAnyParagraph(line)) {
      return false
    } else {
      // A paragraph inside the last item goes on without indentation, or a new one begins below the list.
      isDoubtful = true
    }
    isEmptyItem = marker?.isEmpty === true && indent < contentColumn
    wasBlank = false
    return true
  }

  function readTopLine(line: string, indent: number) {
    wasBlank = false
    isPlain &&= startsAsText(line)
    const opened = fenceOf(line)
    const html = htmlEndOf(line)
    if (indent >= 4) {
      mode = mode === 'start' || !lastIsParagraph ? 'indented' : mode
    } else if (opened || html) {
      openOpaque(line, opened, html)
    } else if (maybeHtmlBlock(line)) {
      mode = 'flow'
      isDoubtful = true
      isMaybeHtml = true
      lastIsParagraph = true
    } else if (/^ {0,3}\[\^/.test(line)) {
      enterList(4, false)
    } else {
      const marker = listMarkerOf(line)
      if (marker) readMarker(marker)
      else readText(line)
    }
  }

  function openOpaque(line: string, opened: Fence | null, html: RegExp | null) {
    lastIsParagraph = false
    if (isDoubtful) mode = 'stuck'
    else if (opened) {
      mode = 'fence'
      fence = opened
    } else if (html) {
      // The text that ends a comment may stand in the line that begins it, but not inside its first characters.
      mode = html.test(line.slice(line.indexOf('<') + 2)) ? 'flow' : 'html'
      htmlEnd = html
    }
  }

  function readMarker(marker: ListMarker) {
    const isCertain = mode === 'start' || !lastIsParagraph || marker.interruptsParagraph
    enterList(marker.contentColumn, isDoubtful || !isCertain)
    isEmptyItem = marker.isEmpty
  }

  function enterList(column: number, doubtful: boolean) {
    mode = 'list'
    contentColumn = column
    isDoubtful = doubtful
    isEmptyItem = false
  }

  function readText(line: string) {
    mode = 'flow'
    lastIsParagraph = !isHeading(line) && !isThematicBreak(line)
  }

  return {
    readLine,
    endsBeforeUnfinished: (line) =>
      wasBlank && (mode === 'list' || mode === 'indented') && contentColumn > 0 && /^\p{L}/u.test(line),
    isPlainParagraph: () => (mode === 'start' || mode === 'flow') && isPlain,
    hasDefinitions: () => hasDefinitions,
  }
}

/** Whether a line at the top level can be no lazy continuation of a paragraph in a list. */
function endsAnyParagraph(line: string): boolean {
  return (
    fenceOf(line) !== null ||
    htmlEndOf(line) !== null ||
    isHeading(line) ||
    isThematicBreak(line) ||
    /^ {0,3}>/.test(line)
  )
}

/** Whether a line that would begin a block is text below a paragraph, or may be. */
function mayNotInterrupt(line: string): boolean {
  return listMarkerOf(line)?.interruptsParagraph === false || (maybeHtmlBlock(line) && htmlEndOf(line) === null)
}

function isHeading(line: string): boolean {
  return /^ {0,3}#{1,6}(?:[ \t]|$)/.test(line)
}
