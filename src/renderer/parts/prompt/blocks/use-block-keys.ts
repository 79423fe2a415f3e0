import { useRef } from 'react'

type Keyed = { blocks: readonly unknown[]; keys: readonly number[] }

/**
 * A key for each block, so that an editor stays with its block when blocks move: a block that is still there keeps its key,
 * and one that was edited has the key of the one in its place.
 */
export function keysAfter(before: Keyed, blocks: readonly unknown[], newKey: () => number): number[] {
  const known = new Map(before.blocks.map((block, place) => [block, before.keys[place]]))
  const kept = new Set(blocks.flatMap((block) => known.get(block) ?? []))
  const taken = new Set<number>()
  return blocks.map((block, place) => {
    const same = known.get(block)
    const inPlace = before.keys[place]
    const isEdited = same === undefined && inPlace !== undefined && !kept.has(inPlace)
    const key = same ?? (isEdited && blocks.length === before.blocks.length ? inPlace : newKey())
    // The same block twice, as after duplicating, must still have two keys.
    const own = taken.has(key) ? newKey() : key
    taken.add(own)
    return own
  })
}

/** The keys of the blocks of one list, from render to render. */
export function useBlockKeys(blocks: readonly unknown[]): readonly number[] {
  const last = useRef<Keyed & { next: number }>({ blocks: [], keys: [], next: 0 })
  if (last.current.blocks !== blocks) {
    let { next } = last.current
    const keys = keysAfter(last.current, blocks, () => next++)
    last.current = { blocks, keys, next }
  }
  return last.current.keys
}
