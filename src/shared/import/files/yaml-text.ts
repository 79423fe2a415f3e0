import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml'
import type { JsonValue } from '../../text/json.ts'
import type { JsonPath } from '../reading.ts'

/** More aliases than this in one file is an attack, not a file (see "billion laughs" in the documentation of yaml). */
const mostAliases = 100

/** `places`: where a part of the value begins in the text, with its name; `null` where it is not there. */
export type ReadYaml =
  | { ok: true; value: JsonValue; places: (path: JsonPath) => number | null }
  | { ok: false; reason: string; line: number | null }

/** YAML of version 1.2 as JSON: no custom tags, no merging of keys, few aliases. Fields named `__proto__` are dropped. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, { lineCounter: lines, schema: 'core', merge: false, logLevel: 'error' })
    const [error] = document.errors
    if (error) return { ok: false, reason: firstLine(error.message), line: lines.linePos(error.pos[0]).line }
    const value: unknown = document.toJS({ maxAliasCount: mostAliases })
    // Through JSON, so that what is left is nothing else.
    const plain = JSON.stringify(value ?? null, (name, item: unknown) => (name === '__proto__' ? undefined : item))
    // Safe: that is what JSON.parse makes.
    return { ok: true, value: JSON.parse(plain) as JsonValue, places: (path) => placeIn(document, path) }
  } catch (error) {
    return {
      ok: false,
      reason: error instanceof Error ? firstLine(error.message) : 'It is not valid YAML.',
      line: null,
    }
  }
}

function placeIn(document: Document, path: JsonPath): number | null {
  const owner = document.getIn(path.slice(0, -1), true)
  const name = path.at(-1)
  const pair = isMap(owner) ? owner.items.find(({ key }) => isScalar(key) && key.value === name) : undefined
  const node = pair ? pair.key : document.getIn(path, true)
  return isNode(node) ? (node.range?.[0] ?? null) : null
}

const firstLine = (message: string) => message.split('\n')[0] ?? ''
