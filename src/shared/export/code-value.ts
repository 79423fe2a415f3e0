// The request as code is written from it: JSON, with the places that the code fills itself.
import { isObject, type JsonValue } from '../text/json.ts'

/** A piece of a text: itself, the value of a parameter, or what a file holds. Numbers are places in the plan's lists. */
export type Part = string | { parameter: number } | { file: number }
export type Text = readonly Part[]

/** A value of the request. Fields keep their order, and any name is only a name. */
export type CodeValue =
  | null
  | boolean
  | number
  | { text: Text }
  | { list: readonly CodeValue[] }
  | { fields: readonly Field[] }
export type Field = readonly [name: string, value: CodeValue]

/** JSON as a code value; fields that are not written are left out. `split` finds the places in a text. */
export function codeValue(value: JsonValue, split: (text: string) => Text = (text) => [text]): CodeValue {
  if (typeof value === 'string') return { text: split(value) }
  if (Array.isArray(value)) return { list: value.map((item) => codeValue(item, split)) }
  if (isObject(value)) return { fields: codeFields(value, split) }
  return value
}

/** As `codeValue`, of the fields of an object in their order. */
export function codeFields(value: { [name: string]: JsonValue | undefined }, split?: (text: string) => Text): Field[] {
  return Object.entries(value).flatMap(([name, field]): Field[] =>
    field === undefined ? [] : [[name, codeValue(field, split)]],
  )
}

/** The value as JSON again. `fill` says what stands in a place. */
export function jsonOf(value: CodeValue, fill: (part: Exclude<Part, string>) => string): JsonValue {
  if (value === null || typeof value !== 'object') return value
  if ('text' in value) return value.text.map((part) => (typeof part === 'string' ? part : fill(part))).join('')
  if ('list' in value) return value.list.map((item) => jsonOf(item, fill))
  // Not by assignment: a field may be called `__proto__`.
  return Object.fromEntries(value.fields.map(([name, field]) => [name, jsonOf(field, fill)]))
}
