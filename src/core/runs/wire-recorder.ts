import type { WireEntry, WireMark } from '#shared/runs/wire'
import type { WireObserver } from '../api/wire.ts'
import { createKeyMask } from '../keys/key-mask.ts'
import { withoutKey } from '../keys/without-key.ts'
import type { LoopTurns } from './loop-turns.ts'
import type { WireStore } from './wire-store.ts'

/** Bytes of a response's body that are kept; beyond that they are only counted. */
export const mostKeptBytes = 16 * 1024 * 1024
const pieceBytes = 256 * 1024
const pieceEveryMs = 1_000
/** What is sent and how it is answered is described a moment later, while the first token is still waited for. */
const describeAfterMs = 20

/** Writes down what one HTTP try leaves on the wire, as it happens. Nothing here throws: a full disk must not cost a run. */
export type WireRecorder = {
  observer: WireObserver
  /** Writes what has come so far; resolves when it is on the disk. */
  flush: () => Promise<void>
  /** The try is over: `failure` in words, `null` where there was none. Resolves when all of it is on the disk. */
  end: (failure: string | null) => Promise<void>
}

export type WireRecorderOptions = {
  store: Pick<WireStore, 'appendWire'>
  runId: string
  attempt: number
  /** Blanked out of everything that a server sends; what was sent carries its last four characters only. */
  key: string | null
  now: () => Date
  /** A body without the files that were put into it for sending; `null` where none were, or where it is another body. */
  withoutFiles?: (body: string) => string | null
  keptBytes?: number
  /** Whose turn it is to write what has come so far: runs that began together come due together. */
  saves?: LoopTurns
}

/** Records one try; every time in it counts from this call. */
export function createWireRecorder(options: WireRecorderOptions): WireRecorder {
  const { store, runId, attempt, key, now, withoutFiles = () => null, keptBytes = mostKeptBytes } = options
  const { saves = async () => {} } = options
  const mask = createKeyMask(key)
  const sentAt = performance.now()
  const elapsedMs = () => Math.round((performance.now() - sentAt) * 10) / 10
  const pending = createPending()
  let sequence = 0
  let total = 0
  let endedMs: number | null = null
  let timer: ReturnType<typeof setTimeout> | null = null
  let describeTimer: ReturnType<typeof setTimeout> | null = null
  let undescribed: (() => WireEntry)[] = []
  let written: Promise<unknown> = Promise.resolve()

  const append = (entry: WireEntry) => {
    const own = store.appendWire({ runId, attempt, sequence, entry }).catch(() => {})
    sequence += 1
    // The store keeps the order of its calls, so the last one stands for all.
    written = own
  }
  const describe = () => {
    if (describeTimer) clearTimeout(describeTimer)
    describeTimer = null
    const entries = undescribed
    undescribed = []
    for (const entry of entries) append(entry())
  }
  const appendSoon = (entry: () => WireEntry) => {
    undescribed.push(entry)
    describeTimer ??= setTimeout(() => void saves().then(describe), describeAfterMs)
  }
  const writePiece = (isLast: boolean) => {
    if (timer) clearTimeout(timer)
    timer = null
    describe()
    const come = mask.take(pending.bytes())
    const bytes = isLast ? Buffer.concat([come, mask.end()]) : come
    if (bytes.byteLength > 0) append({ kind: 'bytes', bytes, marks: pending.marksFor(bytes.byteLength) })
  }
  const writeDue = () => {
    if (pending.length() > 0) writePiece(false)
  }

  return {
    observer: {
      onRequest: (describeRequest) => {
        const at = now()
        appendSoon(() => {
          const { method, url, headers, body } = describeRequest()
          const short = body === null ? null : withoutFiles(body)
          const kept = short === null ? { body } : { body: short, filledBytes: Buffer.byteLength(body ?? '') }
          return { kind: 'request', sentAt: at.toISOString(), method, ...withoutKey({ url, headers }, key), ...kept }
        })
      },
      onSent: (lines) => appendSoon(() => ({ kind: 'sent', headers: withoutKey(lines(), key) })),
      onResponse: ({ status, statusText, lines }) => {
        const atMs = elapsedMs()
        appendSoon(() => ({
          kind: 'response',
          atMs,
          status,
          ...withoutKey({ statusText, headers: lines() }, key),
        }))
      },
      onBytes: (chunk) => {
        const room = keptBytes - total
        total += chunk.byteLength
        if (room <= 0) return
        pending.add(chunk.subarray(0, room), elapsedMs())
        if (pending.length() >= pieceBytes) writePiece(false)
        else timer ??= setTimeout(() => void saves().then(writeDue), pieceEveryMs)
      },
      onEnd: () => {
        endedMs = elapsedMs()
      },
    },
    flush: async () => {
      writePiece(false)
      await written
    },
    end: async (failure) => {
      writePiece(true)
      append({ kind: 'end', atMs: endedMs ?? elapsedMs(), bytes: total, failure })
      await written
    },
  }
}

/** What has come and is not written: the bytes, and how many of them came when. */
function createPending() {
  let chunks: Uint8Array[] = []
  let marks: WireMark[] = []
  let length = 0
  return {
    length: () => length,
    add: (chunk: Uint8Array, atMs: number) => {
      chunks.push(chunk)
      marks.push([chunk.byteLength, atMs])
      length += chunk.byteLength
    },
    /** Takes the bytes out; their marks stay until they are asked for. */
    bytes: (): Uint8Array => {
      const bytes = Buffer.concat(chunks)
      chunks = []
      length = 0
      return bytes
    },
    /** Takes out the marks of so many bytes, the last one split where it reaches further. */
    marksFor: (bytes: number): WireMark[] => {
      const taken: WireMark[] = []
      let left = bytes
      while (left > 0) {
        const mark = marks[taken.length]
        if (!mark) break
        taken.push([Math.min(left, mark[0]), mark[1]])
        left -= mark[0]
      }
      const last = taken.at(-1)
      marks = marks.slice(taken.length)
      if (left < 0 && last) marks.unshift([-left, last[1]])
      return taken
    },
  }
}
