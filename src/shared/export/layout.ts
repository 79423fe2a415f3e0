// How values are laid out in code: what every language shares. What a text or a number looks like is each language's own.
import { mapSteps, type Steps } from '../steps.ts'
import type { CodeValue, Part, Text } from './code-value.ts'

/** `spaced`: a space stands inside of them on one line. */
export type Brackets = { open: string; close: string; empty: string; lastComma: boolean; spaced?: boolean }

/** How a language writes values. Nothing that is written may hold a line break but between lines that it lays out. */
export type Syntax = {
  unit: string
  constant: (value: null | boolean) => string
  number: (value: number) => string
  /** A text as one expression; further lines begin with `indent`. */
  text: (text: Text, indent: string) => Steps<string>
  list: Brackets
  /** The brackets of an object, which may depend on its names. */
  fields: (names: readonly string[]) => Brackets
  /** Between a name and its value included, such as `"name": `. */
  name: (name: string) => string
}

/** Longest line that a list or an object is kept on. */
const widest = 92

/** The value as code. Its first line is not indented, the others are by at least `indent`. */
export function* layOut(value: CodeValue, syntax: Syntax, indent: string): Steps<string> {
  if (value === null || typeof value === 'boolean') return syntax.constant(value)
  if (typeof value === 'number') return syntax.number(value)
  const inner = indent + syntax.unit
  if ('text' in value) return yield* syntax.text(value.text, inner)
  if ('list' in value) {
    const items = yield* mapSteps(value.list, (item) => layOut(item, syntax, inner))
    return bracketed(items, syntax.list, indent, inner)
  }
  const items = yield* mapSteps(value.fields, function* ([name, field]) {
    return `${syntax.name(name)}${yield* layOut(field, syntax, inner)}`
  })
  return bracketed(items, syntax.fields(value.fields.map(([name]) => name)), indent, inner)
}

/** Items in their brackets: on one line where they fit. */
export function bracketed(items: readonly string[], brackets: Brackets, indent: string, inner: string): string {
  const { open, close, empty, lastComma, spaced } = brackets
  if (items.length === 0) return empty
  const length = items.reduce((sum, item) => sum + item.length + 2, indent.length)
  if (length <= widest && items.every((item) => !item.includes('\n'))) {
    const space = spaced ? ' ' : ''
    return `${open}${space}${items.join(', ')}${space}${close}`
  }
  const lines = items.map((item) => `${inner}${item}`).join(',\n')
  return `${open}\n${lines}${lastComma ? ',' : ''}\n${indent}${close}`
}

/** More pieces than this make compilers run out of room: a longer text has several lines in each piece. */
const mostPieces = 400
/** A text up to this long stays in one piece, line breaks and all. */
const shortText = 60

/** A text cut behind its line breaks, for code that shows it line by line. One piece where it is short. */
function* linesOf(text: Text): Steps<Text[]> {
  const length = text.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 10), 0)
  if (length <= shortText) return [text]
  const lines: Part[][] = [[]]
  for (const part of text) {
    if (typeof part === 'string') yield* addLines(lines, part)
    else lines.at(-1)?.push(part)
  }
  const filled = lines.filter((line) => line.length > 0)
  return filled.length <= mostPieces ? filled : grouped(filled)
}

/** The first line goes on with the last of those that are there. */
function* addLines(lines: Part[][], text: string): Steps<void> {
  let resting = stepLength
  let at = 0
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', at)) {
    lines.at(-1)?.push(text.slice(at, end + 1))
    lines.push([])
    at = end + 1
    if (at > resting) {
      resting = at + stepLength
      yield
    }
  }
  if (at < text.length) lines.at(-1)?.push(text.slice(at))
}

/** Characters that are written in one step: about a millisecond. */
const stepLength = 32_768

/** The lines of a text as code. `isAlone`: the text has no other. */
export function* writeLines(text: Text, write: (line: Text, isAlone: boolean) => string): Steps<string[]> {
  const lines = (yield* linesOf(text)).filter((line) => line.length > 0)
  const written: string[] = []
  let length = 0
  for (const line of lines) {
    const code = write(line, lines.length === 1)
    written.push(code)
    length += code.length
    if (length > stepLength) {
      length = 0
      yield
    }
  }
  return written
}

function grouped(lines: readonly Part[][]): Part[][] {
  const size = Math.ceil(lines.length / mostPieces)
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, at) =>
    lines.slice(at * size, (at + 1) * size).flat(),
  )
}

/**
 * Pieces joined by an operator, as most languages join texts: `"a\n" + name`.
 * @param literal Writes plain text, quotes included.
 * @param place Writes a parameter or a file.
 */
export function* joined(
  text: Text,
  indent: string,
  operator: string,
  literal: (text: string) => string,
  place: (part: Exclude<Part, string>) => string,
): Steps<string> {
  const expression = (line: Text) =>
    line.map((part) => (typeof part === 'string' ? literal(part) : place(part))).join(` ${operator} `)
  const lines = yield* writeLines(text, (line) => expression(mergedStrings(line)))
  if (lines.length === 0) return literal('')
  return lines.join(` ${operator}\n${indent}`)
}

/** Neighbouring plain texts as one. */
export function mergedStrings(text: Text): Text {
  const merged: Part[] = []
  for (const part of text) {
    const last = merged.at(-1)
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part
    else merged.push(part)
  }
  return merged
}

/**
 * Writes texts as they stand between the quotes of some language: what cannot stand there, or what nobody would see, is escaped.
 * @param named What ASCII characters are written as; other control characters go by `code`.
 */
export function escaper(
  named: Readonly<Record<string, string>>,
  code: (character: string) => string,
): (text: string) => string {
  const characters = Object.keys(named).map(
    (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )
  const pattern = new RegExp(`[\\x00-\\x1f\\x7f${characters.join('')}]`, 'g')
  return (text) => {
    const plain = text.replace(pattern, (character) => named[character] ?? code(character))
    return beyondAscii.test(plain) ? plain.replace(unseen, code) : plain
  }
}

const beyondAscii = /[\x80-\uffff]/
/** Control characters beyond ASCII, halves of pairs, and what is not seen or turns the direction of reading. */
const unseen = /[\x80-\x9f\p{Cs}\p{Zl}\p{Zp}]|(?!\u200d)\p{Cf}/gu

/** The quote that the text holds less of; `first` where that decides nothing. */
export function fewerEscapes(text: string, first: "'" | '"'): "'" | '"' {
  const other = first === '"' ? "'" : '"'
  return text.includes(first) && text.split(first).length > text.split(other).length ? other : first
}

/** Half of a pair has no UTF-8: where a language keeps texts in UTF-8 it becomes the sign for what cannot be shown. */
export function wholePairs(text: string): string {
  return hasHalfPair(text) ? text.replace(/\p{Cs}/gu, '\ufffd') : text
}

/** Whether a text holds half of a surrogate pair. */
export function hasHalfPair(text: string): boolean {
  return /[\ud800-\udfff]/.test(text) && /\p{Cs}/u.test(text)
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
/** `\uXXXX` for each half of the character. */
export function unitEscapes(character: string): string {
  return Array.from({ length: character.length }, (_, at) => `\\u${hex(character.charCodeAt(at), 4)}`).join('')
}
/** `\uXXXX`, or `\UXXXXXXXX` beyond the first plane. */
export function pointEscape(character: string): string {
  const point = character.codePointAt(0) ?? 0
  return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`
}
/** `\u{X}`. */
export function bracedEscape(character: string): string {
  return `\\u{${hex(character.codePointAt(0) ?? 0, 1)}}`
}
