import { createParser } from 'eventsource-parser'
import { longestEventData, type WireEvent, type WireMark } from '#shared/runs/wire'

export type WirePiece = { sequence: number; marks: WireMark[]; bytes: Uint8Array }
/** The pieces of a try's body that were kept after this one, in order. */
export type PiecesAfter = (runId: string, attempt: number, sequence: number) => WirePiece[]

type Reading = ReturnType<typeof startReading>

/**
 * Reads the server-sent events out of a body that was kept, each with the moment at which its last byte came. Holds the
 * one body that was asked for last, and reads on in it where it has grown.
 */
export function createWireEvents(
  piecesAfter: PiecesAfter,
): (runId: string, attempt: number, after: number, limit: number) => { events: WireEvent[]; total: number } {
  let reading: Reading | null = null
  return (runId, attempt, after, limit) => {
    const key = `${attempt} ${runId}`
    if (reading?.key !== key) reading = startReading(key)
    for (const piece of piecesAfter(runId, attempt, reading.sequence())) reading.take(piece)
    return { events: reading.events.slice(after, after + limit), total: reading.events.length }
  }
}

function startReading(key: string) {
  const events: WireEvent[] = []
  const decoder = new TextDecoder()
  let sequence = -1
  let atMs = 0
  const parser = createParser({
    onEvent: ({ event, data }) => {
      const kind = kindOf(event ?? null, data).slice(0, 100)
      events.push({ atMs, kind, data: data.slice(0, longestEventData), length: data.length })
    },
  })
  return {
    key,
    events,
    sequence: () => sequence,
    take: (piece: WirePiece) => {
      let from = 0
      for (const [bytes, markMs] of piece.marks) {
        atMs = markMs
        parser.feed(decoder.decode(piece.bytes.subarray(from, from + bytes), { stream: true }))
        from += bytes
      }
      sequence = piece.sequence
    },
  }
}

/** The event's name, or its `type` where a server sends none; of a delta the kind of delta. */
function kindOf(name: string | null, data: string): string {
  if (name !== null && name !== 'content_block_delta') return name
  const value = parse(data)
  const { type, delta } = value
  const kind = name ?? (typeof type === 'string' ? type : 'message')
  if (kind !== 'content_block_delta') return kind
  const deltaKind = typeof delta === 'object' && delta !== null && 'type' in delta ? delta.type : null
  return typeof deltaKind === 'string' ? deltaKind : kind
}

function parse(data: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
