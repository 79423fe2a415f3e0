// JSON that somebody pasted. JSON.parse alone takes the last of two fields with one name, any depth, and `__proto__`.
import { findNodeAtLocation, type Node, type ParseError, parseTree } from 'jsonc-parser'
import type { JsonObject, JsonValue } from '../../text/json.ts'
import { type JsonTrap, jsonTraps } from '../../text/json-traps.ts'

/** Deeper than any request, and far from where a recursive reader would run out of stack. */
export const deepest = 200

export type Fault = { at: number; what: string }
export type ReadJsonText = { ok: true; value: JsonValue; faults: Fault[] } | { ok: false; reason: string; at: number }

/** Strict JSON without any of the traps; used where a program holds JSON in a string. */
export function readStrictJson(text: string): { ok: true; value: JsonValue } | { ok: false } {
  const { isTooDeep, traps } = jsonTraps(text, deepest)
  if (isTooDeep || traps.some(({ kind, text }) => kind !== 'number' || !Number.isFinite(Number(text))))
    return { ok: false }
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
  if (node.type === 'number') return nearest(Number(node.value))
  // Safe: the parser gives only JSON to a node that is neither.
  if (node.type !== 'object') return node.value as JsonValue
  const fields: JsonObject = {}
  for (const { children: [name, value] = [] } of node.children ?? []) {
    if (value && name && name.value !== '__proto__') fields[String(name.value)] = jsonOf(value)
  }
  return fields
}

function scanFaults(text: string): { isTooDeep: boolean; faults: Fault[] } {
  const { isTooDeep, traps } = jsonTraps(text, deepest)
  return { isTooDeep, faults: traps.map(({ at, ...trap }) => ({ at, what: faultOf(trap) })) }
}

function faultOf({ kind, text }: Omit<JsonTrap, 'at'>): string {
  const shown = text.slice(0, 60)
  if (kind === 'proto') return 'A field named `__proto__` was left out.'
  if (kind === 'twice') return `The field \`${shown}\` stands here twice: the last one counts.`
  return `\`${shown}\` is no number that can be sent: it is here as \`${String(nearest(Number(text)))}\`.`
}

/** Numbers that JSON has no place for end at the largest that it has. */
function nearest(number: number): number {
  return Math.min(Math.max(number, -Number.MAX_VALUE), Number.MAX_VALUE)
}
