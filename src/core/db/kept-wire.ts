// What went over the wire in a run, as lines of an exported file hold it: the log as it is, its bodies unpacked.
import { isUtf8 } from 'node:buffer'
import type { DatabaseSync } from 'node:sqlite'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { KeptWireEntry } from '#shared/runs/run-schema'
import type { WirePlace } from '../runs/run-history.ts'
import { createStatements } from './statements.ts'

/** A row of the table `wire`, out of any database. */
export type WireRow = Record<string, unknown>

/** A row as the checked file of an import holds it, ready to go in: `facts` is JSON, `packed` is base64. */
export type PackedWireRow = {
  attempt: number
  sequence: number
  kind: KeptWireEntry['kind']
  facts: string
  packed: string | null
}

/** More than a try keeps of its body, and than any request is long: what unpacks to more was made to. */
const mostUnpacked = 64 * 1024 * 1024
/** A piece of an answer comes out in one part of memory, and not in many that are then joined. */
const unpackedAtOnce = 320 * 1024

/** Columns of `wire` that an entry is read from. */
export const wireColumns = 'attempt, sequence, kind, facts, bytes'

/** Reads the log of a run for a file, and writes what came out of a file; the run itself is there. */
export function keptWire(db: DatabaseSync) {
  const statement = createStatements(db)
  return {
    count: (runId: string) => Number(statement('SELECT count(*) AS found FROM wire WHERE runId = ?').get(runId)?.found),
    /** One entry after the other, each with the place from which to go on after it: no two are held at once. */
    entriesAfter: function* (runId: string, { attempt, sequence, left }: WirePlace) {
      const rows = statement(
        `SELECT ${wireColumns} FROM wire WHERE runId = ? AND (attempt, sequence) > (?, ?)
         ORDER BY attempt, sequence LIMIT ?`,
      ).iterate(runId, attempt, sequence, left)
      let remaining = left
      for (const row of rows) {
        remaining -= 1
        const place = { attempt: Number(row.attempt), sequence: Number(row.sequence), left: remaining }
        // Safe: wire-table.ts writes the facts, out of entries.
        yield { entry: toKeptEntry(row, (text) => JSON.parse(text)) as KeptWireEntry, place }
      }
    },
    insert: (runId: string, { attempt, sequence, kind, facts, packed }: PackedWireRow): void => {
      const bytes = packed === null ? null : Buffer.from(packed, 'base64')
      statement('INSERT INTO wire (runId, attempt, sequence, kind, facts, bytes) VALUES (?, ?, ?, ?, ?, ?)').run(
        runId,
        attempt,
        sequence,
        kind,
        facts,
        bytes,
      )
    },
  }
}

/** A row as a file has it. What is in it is what was in the row: whoever did not write that has to check it. */
export function toKeptEntry(row: WireRow, parse: (text: string) => unknown): Record<string, unknown> {
  const { attempt, kind } = row
  const known = Object(parse(String(row.facts))) as Record<string, unknown>
  const { text, base64 } = row.bytes instanceof Uint8Array ? unpacked(row.bytes, kind === 'bytes') : {}
  if (kind !== 'bytes') return { attempt, kind, ...known, ...(kind === 'request' ? { body: text ?? null } : {}) }
  return { attempt, kind, marks: known.marks, ...(base64 === undefined ? { text: text ?? '' } : { base64 }) }
}

/** As text, or as base64 where it is none: a piece may begin or end inside of a character. What is no piece is text. */
function unpacked(packed: Uint8Array, isPiece: boolean): { text?: string; base64?: string } {
  const body = inflateRawSync(packed, { maxOutputLength: mostUnpacked, chunkSize: unpackedAtOnce })
  const content = !isPiece || isUtf8(body) ? { text: body.toString('utf8') } : { base64: body.toString('base64') }
  // Frees the memory now: hundreds of bodies of an export would otherwise wait for the collector, which sees but their handles.
  if (body.buffer.byteLength === unpackedAtOnce && body.buffer instanceof ArrayBuffer) body.buffer.transfer(0)
  return content
}

/** Makes rows of the entries of one run, in the order in which they come. */
export function packsWire(): (entry: KeptWireEntry) => PackedWireRow {
  const lengths = new Map<number, number>()
  return (entry) => {
    const { attempt, kind } = entry
    const sequence = lengths.get(attempt) ?? 0
    lengths.set(attempt, sequence + 1)
    const { facts, body } = toRow(entry)
    const packed = body === null ? null : deflateRawSync(body).toString('base64')
    return { attempt, sequence, kind, facts: JSON.stringify(facts), packed }
  }
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
