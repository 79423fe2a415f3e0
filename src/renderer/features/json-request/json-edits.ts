// Another value in a JSON text, by the smallest edits: what the person laid out in their own way stays laid out so.
import { applyEdits, type JSONPath, type ModificationOptions, modify } from 'jsonc-parser'
import { isObject, type JsonObject, type JsonValue, ownField } from '#shared/text/json'
import { readJson, writeJson } from '../../parts/json/json-text.ts'

/** The text, with `value` as what it says. A text in the usual layout stays in it. */
export function withValue(text: string, value: JsonValue): string {
  const read = readJson(text)
  if (read.error !== undefined || text === writeJson(read.value)) return writeJson(value)
  const edited = tryEdit(text, read.value, value)
  return edited !== null && isSameText(readJson(edited).value, value) ? edited : writeJson(value)
}

/** `null` where the library stumbles over a text of its own making. */
function tryEdit(text: string, before: JsonValue, after: JsonValue): string | null {
  try {
    return edit(text, [], before, after)
  } catch {
    return null
  }
}

function edit(text: string, path: JSONPath, before: JsonValue, after: JsonValue): string {
  if (isSameText(before, after)) return text
  if (Array.isArray(before) && Array.isArray(after)) return editList(text, path, before, after)
  if (isObject(before) && isObject(after)) return editObject(text, path, before, after)
  return write(text, path, after)
}

function editObject(text: string, path: JSONPath, before: JsonObject, after: JsonObject): string {
  const names = Object.keys(after)
  let next = text
  for (const name of Object.keys(before))
    if (!Object.hasOwn(after, name)) next = write(next, [...path, name], undefined)
  names.forEach((name, index) => {
    const [old, value] = [ownField(before, name), after[name] ?? null]
    if (old !== undefined) next = edit(next, [...path, name], old, value)
    else next = write(next, [...path, name], value, { getInsertionIndex: () => index })
  })
  return next
}

function editList(text: string, path: JSONPath, before: JsonValue[], after: JsonValue[]): string {
  const limit = Math.min(before.length, after.length)
  let start = 0
  while (start < limit && isSameText(before[start], after[start])) start += 1
  let tail = 0
  while (tail < limit - start && isSameText(before.at(-1 - tail), after.at(-1 - tail))) tail += 1
  const [gone, fresh] = [before.length - tail - start, after.length - tail - start]
  let next = text
  for (let index = start; index < start + Math.min(gone, fresh); index += 1) {
    next = edit(next, [...path, index], before[index] ?? null, after[index] ?? null)
  }
  for (let index = start + gone - 1; index >= start + fresh; index -= 1) next = write(next, [...path, index], undefined)
  for (let index = start + gone; index < start + fresh; index += 1) {
    next = write(next, [...path, index], after[index], { isArrayInsertion: true })
  }
  return next
}

function write(text: string, path: JSONPath, value: JsonValue | undefined, options: ModificationOptions = {}): string {
  const formattingOptions = { tabSize: 2, insertSpaces: true, eol: '\n' }
  return applyEdits(text, modify(text, path, value, { formattingOptions, ...options }))
}

function isSameText(one: JsonValue | undefined, other: JsonValue | undefined): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other)
}
