import { applyEdits, findNodeAtLocation, format, parseTree } from 'jsonc-parser'
import type { Prompt } from '#shared/prompt/prompt'
import { withRequestJson } from '#shared/request/request-json'
import type { JsonValue } from '#shared/text/json'
import { readJson } from '../../parts/json/json-text.ts'

/** Why a text is no request; `place` counts from 1, and is `null` where the end is missing. */
export type TextFault = { message: string; place: { line: number; column: number } | null }

/** What a text says as the body of a request of this prompt. */
export type ReadText = { error: TextFault } | { error: null; value: JsonValue; unheld: string[] }

/** Reads a text as this prompt's body; `unheld` names the fields that no prompt can hold. */
export function readBody(prompt: Prompt, text: string): ReadText {
  const read = readJson(text)
  if (read.error !== undefined) {
    const place = /^Line (\d+), column (\d+)/.exec(read.error)
    return { error: { message: read.error, place: place && { line: Number(place[1]), column: Number(place[2]) } } }
  }
  // Ids do not matter here: the prompt is only asked whether it could hold this.
  const body = withRequestJson(prompt, read.value, () => 'new')
  if (!('problem' in body)) return { error: null, value: read.value, unheld: body.unheld }
  const { path, message } = body.problem
  const tree = parseTree(text)
  const { line, column } = placeOf(text, (tree && findNodeAtLocation(tree, path)?.offset) ?? 0)
  return { error: { message: `Line ${line}, column ${column}: ${message}`, place: { line, column } } }
}

/** The text with the usual line breaks and two spaces per level. One that is no JSON yet is laid out as far as it is. */
export function formatJson(text: string): string {
  return applyEdits(text, format(text, undefined, { tabSize: 2, insertSpaces: true, eol: '\n' }))
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n')
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}
