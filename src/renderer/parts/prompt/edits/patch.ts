import { isSameJson } from '#shared/text/same-json'

/**
 * The difference between two JSON values that share their unchanged parts. A step of undo is kept as one of these instead
 * of as a copy: a keystroke in a prompt of 5 MB costs a few bytes, and what did not change keeps its identity.
 */
export type Patch =
  | { kind: 'replace'; before: unknown; after: unknown }
  | { kind: 'splice'; at: number; removed: string | unknown[]; inserted: string | unknown[] }
  | { kind: 'inside'; changes: [key: string | number, patch: Patch][] }

/** What leads from `before` to `after`; `null` where nothing differs. */
export function diff(before: unknown, after: unknown): Patch | null {
  if (Object.is(before, after)) return null
  if (typeof before === 'string' && typeof after === 'string') return spliceOf(before, after, sameStart, sameEnd)
  if (Array.isArray(before) && Array.isArray(after)) return diffArrays(before, after)
  if (isRecord(before) && isRecord(after) && sameKeys(before, after)) {
    return inside(Object.keys(before).map((key) => [key, diff(before[key], after[key])]))
  }
  return { kind: 'replace', before, after }
}

/** The value with the patch applied: to its later state, or `backward` to its earlier one. */
export function apply(value: unknown, patch: Patch, direction: 'forward' | 'backward'): unknown {
  if (patch.kind === 'replace') return direction === 'forward' ? patch.after : patch.before
  if (patch.kind === 'splice') {
    const [out, back] = direction === 'forward' ? [patch.removed, patch.inserted] : [patch.inserted, patch.removed]
    if (typeof value === 'string') return value.slice(0, patch.at) + String(back) + value.slice(patch.at + out.length)
    // Safe: a splice that is not of a string was made from two arrays. No `toSpliced`: it takes items as arguments, and
    // an engine takes only so many of those.
    const [items, middle] = [value as unknown[], back as unknown[]]
    return [...items.slice(0, patch.at), ...middle, ...items.slice(patch.at + out.length)]
  }
  // Safe: `inside` is only made from two arrays or two records.
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>
  for (const [key, change] of patch.changes) copy[key] = apply(copy[key], change, direction)
  return copy
}

/** Whether the patch was made from this very value: applied to another one it would make something that never was. */
export function fits(value: unknown, patch: Patch, direction: 'forward' | 'backward'): boolean {
  if (patch.kind === 'replace') return isSameJson(value, direction === 'forward' ? patch.before : patch.after)
  if (patch.kind === 'splice') {
    const out = direction === 'forward' ? patch.removed : patch.inserted
    if (typeof value === 'string') return value.startsWith(String(out), patch.at)
    return Array.isArray(value) && isSameJson(value.slice(patch.at, patch.at + out.length), out)
  }
  if (typeof value !== 'object' || value === null) return false
  return patch.changes.every(([key, change]) =>
    fits((value as Record<string | number, unknown>)[key], change, direction),
  )
}

function diffArrays(before: unknown[], after: unknown[]): Patch | null {
  const splice = spliceOf(before, after, sameItemsAtStart, sameItemsAtEnd)
  if (splice?.kind !== 'splice' || splice.removed.length !== splice.inserted.length) return splice
  return inside(
    Array.from(splice.removed, (item, index) => [splice.at + index, diff(item, splice.inserted[index])] as const),
  )
}

function inside(changes: (readonly [string | number, Patch | null])[]): Patch | null {
  const changed = changes.flatMap(([key, patch]): [string | number, Patch][] => (patch ? [[key, patch]] : []))
  return changed.length === 0 ? null : { kind: 'inside', changes: changed }
}

function spliceOf<Sequence extends string | unknown[]>(
  before: Sequence,
  after: Sequence,
  start: (a: Sequence, b: Sequence) => number,
  end: (a: Sequence, b: Sequence, limit: number) => number,
): Patch | null {
  const at = start(before, after)
  if (at === before.length && at === after.length) return null
  const tail = end(before, after, Math.min(before.length, after.length) - at)
  const removed = before.slice(at, before.length - tail)
  return { kind: 'splice', at, removed, inserted: after.slice(at, after.length - tail) }
}

/** Compared in pieces first, because the engine compares two strings much faster than a loop compares their characters. */
const piece = 4_096

function sameStart(a: string, b: string): number {
  const limit = Math.min(a.length, b.length)
  let at = 0
  while (at + piece <= limit && a.slice(at, at + piece) === b.slice(at, at + piece)) at += piece
  while (at < limit && a[at] === b[at]) at += 1
  return at
}

function sameEnd(a: string, b: string, limit: number): number {
  let tail = 0
  while (tail + piece <= limit && ending(a, tail) === ending(b, tail)) tail += piece
  while (tail < limit && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1
  return tail
}

function ending(text: string, tail: number): string {
  return text.slice(text.length - tail - piece, text.length - tail)
}

function sameItemsAtStart(a: unknown[], b: unknown[]): number {
  const limit = Math.min(a.length, b.length)
  let at = 0
  while (at < limit && Object.is(a[at], b[at])) at += 1
  return at
}

function sameItemsAtEnd(a: unknown[], b: unknown[], limit: number): number {
  let tail = 0
  while (tail < limit && Object.is(a[a.length - 1 - tail], b[b.length - 1 - tail])) tail += 1
  return tail
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The order of keys counts: it is the order in which fields are sent. */
function sameKeys(a: object, b: object): boolean {
  const [keys, others] = [Object.keys(a), Object.keys(b)]
  return keys.length === others.length && keys.every((key, index) => key === others[index])
}
