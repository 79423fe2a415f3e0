// Where more comes than any model writes, some 400 tokens a second, and nobody reads along: shown some ten times a second.

export const floodEveryMs = 76
const floodPerMs = 1.6

/** Tells, each time a growing text is shown, whether it floods. Milliseconds of a clock that never goes back, UTF-16 code units. */
export function createFloodMeter(): { isFlood: (nowMs: number, length: number) => boolean } {
  let shownAt = 0
  let shownLength = 0
  return {
    isFlood(nowMs, length) {
      const isFlood = length - shownLength > floodPerMs * (nowMs - shownAt)
      shownAt = nowMs
      shownLength = length
      return isFlood
    },
  }
}
