import { LineCounter, parseDocument } from 'yaml'
import type { JsonValue } from '../../text/json.ts'

/** More aliases than this in one file is an attack, not a file (see "billion laughs" in the documentation of yaml). */
const mostAliases = 100

export type ReadYaml = { ok: true; value: JsonValue } | { ok: false; reason: string; line: number | null }

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
    return { ok: true, value: JSON.parse(plain) as JsonValue }
  } catch (error) {
    return {
      ok: false,
      reason: error instanceof Error ? firstLine(error.message) : 'It is not valid YAML.',
      line: null,
    }
  }
}

const firstLine = (message: string) => message.split('\n')[0] ?? ''
