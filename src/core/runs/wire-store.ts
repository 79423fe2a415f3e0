import type { WireAttempt, WireEntry, WireEventPage, WirePart, WireText } from '#shared/runs/wire'

/** One entry of a run's log, and its place in it. */
export type PlacedWireEntry = { runId: string; attempt: number; sequence: number; entry: WireEntry }
export type WireTextQuery = { runId: string; attempt: number; part: WirePart; offset: number; limit: number }
/** `attempt`: `null` asks for the last one. `after`: how many events to leave out. */
export type WireEventQuery = { runId: string; attempt: number | null; after: number; limit: number }

/** What one entry keeps packed, unpacked again; `place` orders them. */
export type UnpackedBody = { place: number; runId: string; attempt: number; bytes: Uint8Array }

/** A text as it is kept. `hasFiles`: references stand in it where the files themselves were sent. */
export type StoredText = WireText & { hasFiles?: true }

/** What went over the wire, per run and try. Every promise resolves once the change is on the disk. */
export type WireStore = {
  appendWire: (placed: PlacedWireEntry) => Promise<void>
  /** The tries of a run; empty where nothing was kept. */
  wire: (runId: string) => Promise<WireAttempt[]>
  /** `null` where that try, or that part of it, was not kept. */
  wireText: (query: WireTextQuery) => Promise<StoredText | null>
  /** `null` where nothing of that try was kept. */
  wireEvents: (query: WireEventQuery) => Promise<WireEventPage | null>
  /** The next bodies behind a place, of every run, in the order in which they were written; empty at the end. */
  unpackedAfter: (place: number) => Promise<UnpackedBody[]>
}
