import type { DatabaseSync } from 'node:sqlite'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { sliceText, type WireAttempt, type WireEntry, type WireMark } from '#shared/runs/wire'
import type { StoredText } from '../runs/wire-store.ts'
import type { DatabaseCalls } from './protocol.ts'
import { createWireEvents } from './wire-events.ts'

type WireCalls = Pick<DatabaseCalls, 'appendWire' | 'wire' | 'wireText' | 'wireEvents' | 'unpackedAfter'>

/** The calls on the table `wire`: a log of what went over the wire, in order, from which everything else is read. */
export function wireTable(db: DatabaseSync): WireCalls {
  const insert = db.prepare('INSERT INTO wire (runId, attempt, sequence, kind, facts, bytes) VALUES (?, ?, ?, ?, ?, ?)')
  const recorded = db.prepare('SELECT request FROM requests WHERE runId = ?')
  const facts = db.prepare(
    `SELECT attempt, kind, facts FROM wire WHERE runId = ? AND kind <> 'bytes' ORDER BY attempt, sequence`,
  )
  const sums = db.prepare(
    `SELECT attempt, sum(facts ->> '$.length') AS bytes, min(facts ->> '$.marks[0][1]') AS firstMs
     FROM wire WHERE runId = ? AND kind = 'bytes' GROUP BY attempt`,
  )
  const lastAttempt = db.prepare('SELECT max(attempt) AS attempt FROM wire WHERE runId = ?')
  const sentBody = db.prepare(`SELECT facts, bytes FROM wire WHERE runId = ? AND attempt = ? AND kind = 'request'`)
  const ends = db.prepare(`SELECT 1 FROM wire WHERE runId = ? AND attempt = ? AND kind = 'end'`)
  const pieces = db.prepare(
    `SELECT sequence, facts, bytes FROM wire
     WHERE runId = ? AND attempt = ? AND kind = 'bytes' AND sequence > ? ORDER BY sequence`,
  )

  const packedAfter = db.prepare(
    'SELECT rowid AS place, runId, attempt, bytes FROM wire WHERE bytes IS NOT NULL AND rowid > ? ORDER BY rowid LIMIT 20',
  )

  /** The body as `requests` has it, spelled as it is sent; `null` where there is no such run. */
  const recordedBody = (runId: string): string | null => {
    const row = recorded.get(runId)
    return row ? JSON.stringify((JSON.parse(String(row.request)) as { body: unknown }).body) : null
  }
  const piecesAfter = (runId: string, attempt: number, sequence: number) =>
    pieces.all(runId, attempt, sequence).map((row) => ({
      sequence: Number(row.sequence),
      marks: (JSON.parse(String(row.facts)) as { marks: WireMark[] }).marks,
      bytes: unpack(row.bytes),
    }))
  const readEvents = createWireEvents(piecesAfter)

  /** `hasFiles`: references to files stand where the files themselves were sent. */
  const requestText = (runId: string, attempt: number): { text: string | null; hasFiles: boolean } => {
    const row = sentBody.get(runId, attempt)
    if (!row) return { text: null, hasFiles: false }
    const facts = JSON.parse(String(row.facts)) as { isRecorded: boolean; hasFiles?: true }
    const text = row.bytes !== null ? unpack(row.bytes).toString('utf8') : facts.isRecorded ? recordedBody(runId) : null
    return { text, hasFiles: facts.hasFiles === true }
  }
  const responseText = (runId: string, attempt: number): string | null => {
    const found = piecesAfter(runId, attempt, -1)
    return found.length === 0 ? null : new TextDecoder().decode(Buffer.concat(found.map(({ bytes }) => bytes)))
  }

  return {
    appendWire: ({ runId, attempt, sequence, entry }) => {
      const { facts, bytes } = toRow(entry, () => recordedBody(runId))
      insert.run(runId, attempt, sequence, entry.kind, JSON.stringify(facts), bytes)
      return null
    },
    wire: (runId) => toAttempts(facts.all(runId), sums.all(runId)),
    wireText: ({ runId, attempt, part, offset, limit }) => {
      const { text, hasFiles } =
        part === 'request' ? requestText(runId, attempt) : { text: responseText(runId, attempt), hasFiles: false }
      if (text === null) return null
      const stored: StoredText = sliceText(text, offset, limit)
      return hasFiles ? { ...stored, hasFiles } : stored
    },
    wireEvents: ({ runId, attempt: asked, after, limit }) => {
      const attempt = asked ?? lastAttempt.get(runId)?.attempt
      if (typeof attempt !== 'number' || !sentBody.get(runId, attempt)) return null
      const { events, total } = readEvents(runId, attempt, after, limit)
      return { attempt, events, total, hasEnded: ends.get(runId, attempt) !== undefined }
    },
    unpackedAfter: (place) =>
      packedAfter.all(place).map((row) => ({
        place: Number(row.place),
        runId: String(row.runId),
        attempt: Number(row.attempt),
        bytes: unpack(row.bytes),
      })),
  }
}

/** Copies the log of one run from another database; the run itself must be there already. */
export function copyWire(from: DatabaseSync, into: DatabaseSync, runId: string): void {
  const insert = into.prepare(
    'INSERT INTO wire (runId, attempt, sequence, kind, facts, bytes) VALUES (:runId, :attempt, :sequence, :kind, :facts, :bytes)',
  )
  for (const row of from.prepare('SELECT * FROM wire WHERE runId = ?').iterate(runId)) insert.run(row)
}

/** What is written of an entry. Bodies are packed; a request's body that is recorded already is not written again. */
function toRow(entry: WireEntry, recordedBody: () => string | null): { facts: object; bytes: Uint8Array | null } {
  if (entry.kind === 'bytes') {
    return { facts: { length: entry.bytes.byteLength, marks: entry.marks }, bytes: deflateRawSync(entry.bytes) }
  }
  if (entry.kind !== 'request') {
    const { kind: _kind, ...facts } = entry
    return { facts, bytes: null }
  }
  const { body, filledBytes, kind: _kind, ...rest } = entry
  const isRecorded = body !== null && body === recordedBody()
  const packed = body === null || isRecorded ? null : deflateRawSync(Buffer.from(body))
  const bytes = filledBytes ?? Buffer.byteLength(body ?? '')
  return {
    facts: { ...rest, bytes, isRecorded, ...(filledBytes === undefined ? {} : { hasFiles: true }) },
    bytes: packed,
  }
}

function unpack(packed: unknown): Buffer {
  return packed instanceof Uint8Array ? inflateRawSync(packed) : Buffer.alloc(0)
}

type Row = Record<string, unknown>
type Facts = { [Kind in WireEntry['kind']]: Omit<Extract<WireEntry, { kind: Kind }>, 'kind'> }

function toAttempts(rows: Row[], sums: Row[]): WireAttempt[] {
  const attempts = new Map<number, WireAttempt>()
  for (const { attempt, kind, facts } of rows) {
    const number = Number(attempt)
    const known: unknown = JSON.parse(String(facts))
    if (kind === 'request') {
      const { sentAt, method, url, headers, bytes } = known as Facts['request'] & { bytes: number }
      attempts.set(number, { ...unsent, number, sentAt, method, url, requestHeaders: headers, requestBytes: bytes })
      continue
    }
    const found = attempts.get(number)
    // Safe: only `toRow` writes facts, out of an entry of that kind.
    if (found) Object.assign(found, changesOf(kind as WireEntry['kind'], known))
  }
  for (const { attempt, bytes, firstMs } of sums) {
    const found = attempts.get(Number(attempt))
    if (!found) continue
    found.keptBytes = Number(bytes)
    found.responseBytes = Math.max(found.responseBytes, found.keptBytes)
    found.firstByteMs = typeof firstMs === 'number' ? firstMs : null
  }
  return [...attempts.values()]
}

const unsent = {
  hasLeft: false,
  status: null,
  statusText: '',
  responseHeaders: [],
  headersMs: null,
  firstByteMs: null,
  endMs: null,
  responseBytes: 0,
  keptBytes: 0,
  failure: null,
}

function changesOf(kind: WireEntry['kind'], known: unknown): Partial<WireAttempt> {
  if (kind === 'sent') return { hasLeft: true, requestHeaders: (known as Facts['sent']).headers }
  if (kind === 'response') {
    const { status, statusText, headers, atMs } = known as Facts['response']
    return { status, statusText, responseHeaders: headers, headersMs: atMs }
  }
  const { atMs, bytes, failure } = known as Facts['end']
  return { endMs: atMs, responseBytes: bytes, failure }
}
