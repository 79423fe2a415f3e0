// JSON that somebody pasted. JSON.parse alone takes the last of two fields with one name, any depth, and `__proto__`.
import { createScanner, findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser'
import type { JsonObject, JsonValue } from '../../text/json.ts'

/** Deeper than any request, and far from where a recursive reader would run out of stack. */
export const deepest = 200

// The scanner's kinds of token: a `const enum` in its types, which is not there at run time.
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, colon: 6, string: 10, end: 17 }

export type Fault = { at: number; what: string }
export type ReadJsonText = { ok: true; value: JsonValue; faults: Fault[] } | { ok: false; reason: string; at: number }

/** Strict JSON without any of the traps; used where a program holds JSON in a string. */
export function readStrictJson(text: string): { ok: true; value: JsonValue } | { ok: false } {
  const scan = scanFaults(text)
  if (scan.isTooDeep || scan.faults.length > 0) return { ok: false }
  try {
    // Safe: that is what JSON.parse makes.
    return { ok: true, value: JSON.parse(text) as JsonValue }
  } catch {
    return { ok: false }
  }
}

/**
 * JSON as people paste it: comments and commas too many are read over. Fields named `__proto__` and all but the last of
 * fields with one name are left out, and named in `faults`.
 */
export function readJsonText(text: string): ReadJsonText {
  const { isTooDeep, faults } = scanFaults(text)
  if (isTooDeep) return { ok: false, reason: `It is nested more than ${deepest} levels deep.`, at: 0 }
  if (faults.length === 0) {
    const strict = tryParse(text)
    if (strict) return { ok: true, value: strict.value, faults }
  }
  const errors: ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (!tree || error) return { ok: false, reason: 'It is not valid JSON.', at: error?.offset ?? 0 }
  return { ok: true, value: jsonOf(tree), faults }
}

/** Says where in a text a value begins. The text is looked at when the first place is asked for. */
export function jsonPlaces(text: string): (path: readonly (string | number)[]) => number | null {
  let tree: Node | undefined | null = null
  return (path) => {
    tree ??= parseTree(text, [], { allowTrailingComma: true })
    return (tree && findNodeAtLocation(tree, [...path])?.offset) ?? null
  }
}

function tryParse(text: string): { value: JsonValue } | null {
  try {
    // Safe: that is what JSON.parse makes.
    return { value: JSON.parse(text) as JsonValue }
  } catch {
    return null
  }
}

function jsonOf(node: Node): JsonValue {
  if (node.type === 'array') return (node.children ?? []).map(jsonOf)
  // Safe: the parser gives only JSON to a node that is neither.
  if (node.type !== 'object') return node.value as JsonValue
  const fields: JsonObject = {}
  for (const { children: [name, value] = [] } of node.children ?? []) {
    if (value && name && name.value !== '__proto__') fields[String(name.value)] = jsonOf(value)
  }
  return fields
}

function scanFaults(text: string): { isTooDeep: boolean; faults: Fault[] } {
  const scanner = createScanner(text, true)
  const faults: Fault[] = []
  // The names so far of each open object; `null` for an open array.
  const open: (Set<string> | null)[] = []
  let name: { text: string; at: number } | null = null
  for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    if (kind === token.openBrace || kind === token.openBracket) {
      open.push(kind === token.openBrace ? new Set() : null)
      if (open.length > deepest) return { isTooDeep: true, faults }
    } else if (kind === token.closeBrace || kind === token.closeBracket) {
      open.pop()
    } else if (kind === token.colon && name !== null) {
      const names = open.at(-1)
      const shown = name.text.slice(0, 60)
      if (name.text === '__proto__') faults.push({ at: name.at, what: 'A field named `__proto__` was left out.' })
      else if (names?.has(name.text))
        faults.push({ at: name.at, what: `The field \`${shown}\` stands here twice: the last one counts.` })
      names?.add(name.text)
    }
    name = kind === token.string ? { text: scanner.getTokenValue(), at: scanner.getTokenOffset() } : null
  }
  return { isTooDeep: false, faults }
}
