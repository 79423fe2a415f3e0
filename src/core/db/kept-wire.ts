// What went over the wire in a run, as a line of an exported file holds it: the log as it is, its bodies unpacked.
import type { DatabaseSync } from 'node:sqlite'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { KeptWireEntry } from '#shared/runs/run-schema'
import { createStatements } from './statements.ts'

/** A row of the table `wire`, out of any database. */
export type WireRow = Record<string, unknown>

/** More than a try keeps of its body, and than any request is long: what unpacks to more was made to. */
const mostUnpacked = 64 * 1024 * 1024

/** Columns of `wire` that an entry is read from. */
export const wireColumns = 'attempt, kind, facts, bytes'

/** Reads the log of a run for a file, and writes one that came out of a file; the run itself is there. */
export function keptWire(db: DatabaseSync) {
  const statement = createStatements(db)
  return {
    read: (runId: string): KeptWireEntry[] =>
      statement(`SELECT ${wireColumns} FROM wire WHERE runId = ? ORDER BY attempt, sequence`)
        .all(runId)
        // Safe: wire-table.ts writes the facts, out of entries.
        .map((row) => toKeptEntry(row, (text) => JSON.parse(text)) as KeptWireEntry),
    write: (runId: string, entries: readonly KeptWireEntry[]): void => {
      const insert = statement(
        'INSERT INTO wire (runId, attempt, sequence, kind, facts, bytes) VALUES (?, ?, ?, ?, ?, ?)',
      )
      const lengths = new Map<number, number>()
      for (const entry of entries) {
        const sequence = lengths.get(entry.attempt) ?? 0
        lengths.set(entry.attempt, sequence + 1)
        const { facts, body } = toRow(entry)
        insert.run(
          runId,
          entry.attempt,
          sequence,
          entry.kind,
          JSON.stringify(facts),
          body === null ? null : deflateRawSync(body),
        )
      }
    },
  }
}

/** A row as a file has it. What is in it is what was in the row: whoever did not write that has to check it. */
export function toKeptEntry(row: WireRow, parse: (text: string) => unknown): Record<string, unknown> {
  const { attempt, kind } = row
  const known = Object(parse(String(row.facts))) as Record<string, unknown>
  const body = row.bytes instanceof Uint8Array ? inflateRawSync(row.bytes, { maxOutputLength: mostUnpacked }) : null
  if (kind === 'bytes') {
    const text = body?.toString('utf8') ?? ''
    // A piece may begin or end inside of a character.
    const isText = body === null || Buffer.from(text).equals(body)
    return { attempt, kind, marks: known.marks, ...(isText ? { text } : { base64: body.toString('base64') }) }
  }
  return { attempt, kind, ...known, ...(kind === 'request' ? { body: body?.toString('utf8') ?? null } : {}) }
}

function toRow(entry: KeptWireEntry): { facts: object; body: Buffer | null } {
  const { attempt: _attempt, kind: _kind, ...facts } = entry
  if (entry.kind === 'bytes') {
    const body = bytesOf(entry)
    return { facts: { length: body.length, marks: entry.marks }, body }
  }
  if (entry.kind !== 'request') return { facts, body: null }
  const { body, ...rest } = { ...facts, body: entry.body }
  return { facts: rest, body: body === null ? null : Buffer.from(body) }
}

function bytesOf({ text, base64 }: { text?: string | undefined; base64?: string | undefined }): Buffer {
  return base64 === undefined ? Buffer.from(text ?? '') : Buffer.from(base64, 'base64')
}
