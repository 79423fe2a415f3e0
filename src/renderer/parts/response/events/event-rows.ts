import type { WireEvent } from '#shared/runs/wire'

/** A line of the list: an event by its place in the stream, or a pause before one. */
export type EventRow = { index: number; pauseMs: number | null }

/** Every kind of event there is, by its number of events, the order as they first came. */
export function countKinds(events: readonly WireEvent[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { kind } of events) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return counts
}

/** The lines for the events of one kind, or of all (`null`), with a line for every pause where all are shown. */
export function eventRows(events: readonly WireEvent[], kind: string | null): EventRow[] {
  const longMs = kind === null ? longPauseMs(events) : Number.POSITIVE_INFINITY
  const rows: EventRow[] = []
  for (const [index, event] of events.entries()) {
    if (kind !== null && event.kind !== kind) continue
    const pauseMs = gapMs(events, index)
    if (index > 0 && pauseMs >= longMs) rows.push({ index, pauseMs })
    rows.push({ index, pauseMs: null })
  }
  return rows
}

/** Milliseconds between an event and the one before it; of the first, since sending. */
export function gapMs(events: readonly WireEvent[], index: number): number {
  return (events[index]?.atMs ?? 0) - (events[index - 1]?.atMs ?? 0)
}

const shortestPauseMs = 100
const sampled = 2_000
/** Fewer say nothing about the usual pace. */
const fewestGaps = 5

/** A gap that stands out: at least a tenth of a second, and four times as long as most. */
function longPauseMs(events: readonly WireEvent[]): number {
  const gaps: number[] = []
  for (let index = 1; index < Math.min(events.length, sampled); index += 1) {
    const gap = gapMs(events, index)
    // Events that arrived in one piece say nothing about the pace.
    if (gap > 0) gaps.push(gap)
  }
  if (gaps.length < fewestGaps) return shortestPauseMs
  gaps.sort((a, b) => a - b)
  return Math.max(shortestPauseMs, (gaps[Math.floor(gaps.length / 2)] ?? 0) * 4)
}

/** The stretches of time in which events came, as shares of the whole; what is closer than a hundredth is one. */
export function bursts(events: readonly WireEvent[]): { from: number; to: number }[] {
  const endMs = events.at(-1)?.atMs ?? 0
  if (endMs === 0) return []
  const found: { from: number; to: number }[] = []
  for (const { atMs } of events) {
    const at = atMs / endMs
    const last = found.at(-1)
    if (last && at - last.to <= 0.01) last.to = at
    else found.push({ from: at, to: at })
  }
  return found
}
