// Splits Markdown that is still arriving into blocks that no later text can change (they are parsed once and never again)
// and a tail that is parsed again with every frame. Reference and footnote definitions reach across blocks:
// `hasDefinitions` tells the view to parse the whole once when the text is complete.

import { type ChunkGroup, createTextChunks, type TextChunks } from '../text-chunks.ts'
import { createBlockScanner } from './block-scanner.ts'
import { createParagraphCutter, type ParagraphCutter } from './cut-paragraph.ts'
import { closesFence, type Fence, isPlainLine, maybeDefinition, maybeUnderline, startsAsText } from './line-shape.ts'

/**
 * A piece of the text that is shown by itself. Its key stays the same while it grows and when it settles; `start` is where
 * it begins in the whole text.
 */
export type Block =
  | { kind: 'markdown'; key: number; start: number; text: string }
  /** A paragraph of which the beginning need not be parsed again, and the rest of it with what may come behind. */
  | { kind: 'paragraph'; key: number; start: number; parts: readonly ParagraphPart[]; rest: string }
  | CodeBlock

/** A fenced code block at the top level: its text is no Markdown, so it grows without being parsed. */
type CodeBlock = {
  kind: 'code'
  key: number
  start: number
  language: string | null
  groups: readonly ChunkGroup[]
  length: number
  /** Whether the groups leave out what seems to be the fence that closes it. */
  isEndHidden: boolean
}

/**
 * What is laid out by itself of a very long paragraph: pieces that are parsed by themselves and end with white space. The
 * last part goes on in the rest. `start` is where it begins in the paragraph.
 */
export type ParagraphPart = { start: number; pieces: readonly string[]; length: number }

export type BlockSplitter = {
  append: (text: string) => void
  /** The blocks that will not change any more, in order; the same array, which only grows. */
  settled: readonly Block[]
  /** The block that may still change, or `null` where there is none. */
  tail: () => Block | null
  /** Whether there may be a definition in what came so far, its last line included. */
  hasDefinitions: () => boolean
}

type OpenCode = { fence: Fence; chunks: TextChunks; isInsideLine: boolean }

/**
 * How much of a paragraph is parsed by itself, and from which length on it is also laid out by itself, where it seems to end
 * a line: both in UTF-16 code units.
 */
export type ParagraphLimits = { pieceLength: number; partLength: number }

const usualLimits: ParagraphLimits = { pieceLength: 80, partLength: 2_000 }

export function createBlockSplitter({ pieceLength, partLength } = usualLimits): BlockSplitter {
  const settled: Block[] = []
  const scanner = createBlockScanner()
  let key = 0
  let total = 0
  let blockStart = 0
  /** The text behind the last settled block; of an open code block only what its chunks do not hold yet. */
  let text = ''
  /** Where the unfinished line begins in `text`. */
  let lineStart = 0
  let parts: readonly ParagraphPart[] = []
  let cutter: ParagraphCutter | null = null
  let isUnderlined = false
  let code: OpenCode | null = null

  function settle(end: number) {
    const block = textBlock(text.slice(0, end))
    if (block) settled.push(block)
    text = text.slice(end)
    lineStart = 0
    startBlock()
  }

  /** Called when `text` begins with the next block. */
  function startBlock() {
    key += 1
    blockStart = total - text.length
    parts = []
    cutter = null
    isUnderlined = false
  }

  function textBlock(rest: string, lastLine = ''): Block | null {
    const start = blockStart
    // A parser takes a byte order mark at its start away; inside the text it is a character like others.
    const own = rest.startsWith('\uFEFF') ? `\uFEFF${rest}` : rest
    if (parts.length === 0) return /[^ \t\r\n]/.test(rest) ? { kind: 'markdown', key, start, text: own } : null
    const isJoined = isUnderlined || maybeUnderline(lastLine)
    if (isJoined) return { kind: 'markdown', key, start, text: textOf(parts) + rest }
    return { kind: 'paragraph', key, start, parts, rest }
  }

  /** Reads the finished line from `lineStart` to `end`; `next` is where the line after it begins. */
  function readLine(end: number, next: number) {
    const line = text.slice(lineStart, end)
    const verdict = scanner.readLine(line)
    let shift = 0
    if (verdict.endsBefore && lineStart > 0) {
      shift = lineStart
      settle(lineStart)
    }
    if (parts.length > 0 && maybeUnderline(line)) isUnderlined = true
    if (verdict.fence && canShowAsCode(verdict.fence)) {
      code = { fence: verdict.fence, chunks: createTextChunks(), isInsideLine: false }
      text = text.slice(next - shift)
      lineStart = 0
    } else if (verdict.endsAfter) {
      settle(next - shift)
    } else {
      lineStart = next - shift
    }
  }

  function readCodeLine(open: OpenCode, end: number, next: number) {
    const verdict = open.isInsideLine ? null : scanner.readLine(text.slice(0, end))
    if (verdict?.endsAfter) {
      settled.push(codeBlock(open))
      code = null
    } else open.chunks.append(text.slice(0, next))
    open.isInsideLine = false
    text = text.slice(next)
    if (!code) startBlock()
  }

  /** What of an unfinished line of code cannot be the closing fence is shown at once. */
  function readUnfinishedCode(open: OpenCode) {
    const isCode = open.isInsideLine || /[^ `~\t\r]/.test(text)
    if (!isCode || text.endsWith('\r')) return
    open.chunks.append(text)
    open.isInsideLine = true
    text = ''
  }

  function readUnfinishedLine() {
    if (lineStart > 0 && scanner.endsBeforeUnfinished(text.slice(lineStart, lineStart + 2))) settle(lineStart)
    const isText = text.length === lineStart || startsAsText(text.slice(lineStart, lineStart + 40)) || isCutLine()
    if (text.length >= pieceLength && isText && scanner.isPlainParagraph()) cutParagraph()
  }

  /** Whether `text` begins inside a line, behind a cut. */
  function isCutLine(): boolean {
    return lineStart === 0 && parts.length > 0
  }

  /** Pieces that are found together and are parsed in the same way become one: each parsing begins with a cost of its own. */
  function cutParagraph() {
    cutter ??= createParagraphCutter(pieceLength)
    let piece = ''
    for (let length = cutter.cut(text); length > 0; length = cutter.cut(text)) {
      const next = text.slice(0, length)
      if (piece !== '' && isPlainLine(piece) !== isPlainLine(next)) {
        parts = withPiece(parts, piece, partLength)
        piece = ''
      }
      piece += next
      text = text.slice(length)
      lineStart = Math.max(0, lineStart - length)
      if (piece.length >= partLength) {
        parts = withPiece(parts, piece, partLength)
        piece = ''
      }
    }
    if (piece !== '') parts = withPiece(parts, piece, partLength)
  }

  function codeBlock({ fence, chunks }: OpenCode, unfinished = '', isEndHidden = false): Block {
    const language = /^\S+/.exec(fence.info)?.[0] ?? null
    const groups = unfinished === '' ? chunks.groups() : [...chunks.groups(), [unfinished]]
    const length = chunks.length() + unfinished.length
    return { kind: 'code', key, start: blockStart, language, groups, length, isEndHidden }
  }

  function append(added: string) {
    if (added === '') return
    let searchFrom = Math.max(lineStart, text.length - 1)
    const isMark = total === 0 && added.startsWith('\uFEFF')
    text += isMark ? added.slice(1) : added
    total += added.length
    if (isMark) blockStart = 1
    for (let ending = lineEndingFrom(text, searchFrom); ending; ending = lineEndingFrom(text, searchFrom)) {
      if (code) readCodeLine(code, ending.start, ending.end)
      else readLine(ending.start, ending.end)
      searchFrom = lineStart
    }
    if (code) readUnfinishedCode(code)
    else readUnfinishedLine()
  }

  return {
    append,
    settled,
    tail() {
      if (!code) return textBlock(text, text.slice(lineStart))
      const isEndHidden = closesFence(text.replace(/\r$/, ''), code.fence)
      return codeBlock(code, isEndHidden ? '' : text, isEndHidden)
    },
    hasDefinitions: () => scanner.hasDefinitions() || (code === null && maybeDefinition(text.slice(lineStart))),
  }
}

/** The parts with one more piece: in the last part, or in a new one where that is long enough and ends well. */
function withPiece(parts: readonly ParagraphPart[], piece: string, partLength: number): readonly ParagraphPart[] {
  const last = parts.at(-1)
  if (!last) return [{ start: 0, pieces: [piece], length: piece.length }]
  const isFull = last.length >= partLength && endsWell(last.pieces.at(-1) ?? '')
  if (isFull || last.length >= partLength * 1.5) {
    return [...parts, { start: last.start + last.length, pieces: [piece], length: piece.length }]
  }
  return [...parts.slice(0, -1), { ...last, pieces: [...last.pieces, piece], length: last.length + piece.length }]
}

/** Whether a new line behind the piece is what a reader expects, or nearly. */
function endsWell(piece: string): boolean {
  return /\n$|[.!?…:"”)]\s$/.test(piece)
}

function textOf(parts: readonly ParagraphPart[]): string {
  return parts.map(({ pieces }) => pieces.join('')).join('')
}

/** Whether the code can be shown as it stands: no indentation to take away, no character reference in its language. */
function canShowAsCode(fence: Fence): boolean {
  return fence.indent === 0 && !/[&\\]/.test(fence.info)
}

/** The next line ending, or `null`; a carriage return at the very end may be half of one. */
function lineEndingFrom(text: string, from: number): { start: number; end: number } | null {
  const newline = text.indexOf('\n', from)
  const carriageReturn = text.lastIndexOf('\r', newline === -1 ? text.length : newline)
  const start = carriageReturn >= from ? text.indexOf('\r', from) : newline
  if (start === -1) return null
  if (text[start] === '\n') return { start, end: start + 1 }
  if (start + 1 === text.length) return null
  return { start, end: text[start + 1] === '\n' ? start + 2 : start + 1 }
}
