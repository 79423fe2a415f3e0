// What an expression of pasted code turned out to be, as far as that can be known without running it.
import type { JsonValue } from '../../text/json.ts'
import type { FunctionCode, Statement } from './code.ts'

/** Something that only the running program knows. */
export type Hole = {
  kind: 'hole'
  /** What it is called in the code: `user.name`. */
  name: string
  at: number
  /** How it was reached from a name that the paste does not define: `['client', 'messages', 'create']`. */
  path: readonly string[]
  /** The file whose contents it is. */
  file?: string
  /** What a call was given: `Anthropic(default_headers=…)`. */
  args?: CallArgs
  /** What a chain hands on to it: `prompt | model`. */
  piped?: Hole
}
export type PlainValue = { kind: 'plain'; value: string | number | boolean | null }
/** Text with holes in it. `json` is the value that it is the JSON of. */
export type TextValue = { kind: 'text'; parts: (string | Hole)[]; json?: Value }
export type ListValue = { kind: 'list'; items: Value[] }
export type ObjectValue = { kind: 'object'; fields: Map<string, Value> }
export type FunctionValue = { kind: 'function'; code: FunctionCode; scope: Scope; owner: ObjectValue | null }
export type ClassValue = { kind: 'class'; name: string; body: Statement[]; scope: Scope }
/** A function that was given some of its arguments already. */
export type BoundValue = { kind: 'bound'; callee: Value; args: CallArgs }
export type Value = PlainValue | TextValue | ListValue | ObjectValue | FunctionValue | ClassValue | BoundValue | Hole

export type CallArgs = { items: Value[]; fields: Map<string, Value>; places?: Places }

/** Where in the code what each field of a call is given is written. */
export type Places = Map<string, number>

/** The names that can be seen at a place of the code. */
export type Scope = { names: Map<string, Value>; outer: Scope | null }

/** The name of a field that stands for others which are not known. No text that is meant to be exchanged begins like it. */
export const unknownField = (name: string) => `${unknownMark}${name}`
export const isUnknownField = (name: string) => name.startsWith(unknownMark)
export const shownField = (name: string) => name.slice(unknownMark.length)
const unknownMark = '\uFDD2'

export const plain = (value: PlainValue['value']): PlainValue => ({ kind: 'plain', value })
export const object = (fields = new Map<string, Value>()): ObjectValue => ({ kind: 'object', fields })
export const hole = (name: string, at: number, path: readonly string[] = [name]): Hole => ({
  kind: 'hole',
  name,
  at,
  path,
})

/** A value became larger than any request: code can double one on each line. */
export class TooMuch extends Error {}

/** Characters that a text, and items that a list may have: the API takes 32 MB. */
const longestText = 40_000_000
const mostItems = 200_000

/** @throws TooMuch */
export function list(items: Value[]): ListValue {
  if (items.length > mostItems) throw new TooMuch()
  return { kind: 'list', items }
}

/** A value that is known through and through. */
export function fromJson(value: JsonValue): Value {
  if (Array.isArray(value)) return list(value.map(fromJson))
  if (typeof value !== 'object' || value === null) return plain(value)
  return object(
    new Map(Object.entries(value).flatMap(([name, item]) => (item === undefined ? [] : [[name, fromJson(item)]]))),
  )
}

/**
 * Text made of parts; without a hole it is a plain string.
 * @throws TooMuch
 */
export function text(parts: readonly (string | Hole)[]): PlainValue | TextValue {
  const joined: (string | Hole)[] = []
  const length = parts.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : 1), 0)
  if (length > longestText || parts.length > mostItems) throw new TooMuch()
  for (const part of parts) {
    const last = joined.at(-1)
    if (typeof part === 'string' && typeof last === 'string') joined[joined.length - 1] = last + part
    else if (part !== '') joined.push(part)
  }
  const [only] = joined
  if (joined.length === 0) return plain('')
  return joined.length === 1 && typeof only === 'string' ? plain(only) : { kind: 'text', parts: joined }
}

/** The value as parts of a text; `null` where it has no place in one. */
export function partsOf(value: Value): (string | Hole)[] | null {
  if (value.kind === 'text') return value.parts
  if (value.kind === 'hole') return [value]
  return value.kind === 'plain' ? [String(value.value)] : null
}

/** The text of a value without holes, else `null`. */
export function stringOf(value: Value | undefined): string | null {
  return value?.kind === 'plain' && typeof value.value === 'string' ? value.value : null
}

/** What a condition makes of it; `null` where that is not known. */
export function truthOf(value: Value, isPython: boolean): boolean | null {
  switch (value.kind) {
    case 'plain':
      return Boolean(value.value)
    case 'list':
      return isPython ? value.items.length > 0 : true
    case 'object':
      return isPython ? value.fields.size > 0 : true
    case 'function':
    case 'class':
    case 'bound':
      return true
    default:
      return null
  }
}

export function lookUp(scope: Scope, name: string): Value | null {
  for (let at: Scope | null = scope; at; at = at.outer) {
    const value = at.names.get(name)
    if (value) return value
  }
  return null
}

/** Gives a name a value where it is defined, else here. */
export function assignName(scope: Scope, name: string, value: Value): void {
  for (let at: Scope | null = scope; at; at = at.outer) {
    if (at.names.has(name)) {
      at.names.set(name, value)
      return
    }
  }
  scope.names.set(name, value)
}

/** A text operation that treats each hole as one character that no text has. */
export function changeText(value: Value, change: (text: string) => string): Value | null {
  const parts = partsOf(value)
  if (!parts) return null
  const holes: Hole[] = []
  const marked = parts.map((part) => (typeof part === 'string' ? part : mark(holes.push(part) - 1))).join('')
  return unmark(change(marked), holes)
}

// Noncharacters, which stand in no text that is meant to be exchanged (Unicode, section 23.7).
const before = '\uFDD0'
const after = '\uFDD1'
const mark = (index: number) => `${before}${index}${after}`

function unmark(marked: string, holes: readonly Hole[]): Value {
  const [first = '', ...rest] = marked.split(before)
  const parts: (string | Hole)[] = [first]
  for (const piece of rest) {
    const end = piece.indexOf(after)
    const known = end > 0 ? holes[Number(piece.slice(0, end))] : undefined
    parts.push(...(known ? [known, piece.slice(end + 1)] : [before + piece]))
  }
  return text(parts)
}

/** The last part of a path to a file. */
export function fileName(path: string): string {
  return path.split(/[/\\]/).at(-1) || path
}
