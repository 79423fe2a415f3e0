// Variety without chance: the same seed always gives the same choices.
import { createHash } from 'node:crypto'

/** SHA-256 of the JSON of a value, as hexadecimal. Key order counts, as it does on the wire. */
export function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value) ?? 'undefined')
    .digest('hex')
}

export type Random = {
  /** A number from 0 up to, not including, 1. */
  next(): number
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number
  /** One of the items. The list must not be empty. */
  pick<Item>(items: readonly Item[]): Item
}

/** A generator (mulberry32) seeded from the first 32 bits of a hexadecimal hash. */
export function randomFrom(hash: string): Random {
  let state = Number.parseInt(hash.slice(0, 8), 16) >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1))
  return { next, between, pick: (items) => items[between(0, items.length - 1)]! }
}
