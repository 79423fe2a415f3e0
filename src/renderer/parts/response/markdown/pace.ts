import type { Block } from './split-blocks.ts'

export type Pacer = {
  /** What to show now of a growing block, and after how many milliseconds to ask again (`null`: it is up to date). */
  show: (block: Block | null, isComplete: boolean) => { block: Block | null; waitMs: number | null }
}

/** Below this many UTF-16 code units a block is parsed well within a frame. */
const cheapLength = 6_000
/** Parsing and laying out takes about a millisecond per thousand code units; this leaves three quarters of the time free. */
const msPerCodeUnit = 4 / 1_000

/**
 * Lets a block that cannot be split, such as a very long list, be parsed less often the longer it is. Without it each frame
 * would parse the whole list again.
 */
export function createPacer(now: () => number): Pacer {
  let shown: Block | null = null
  let shownAt = 0

  return {
    show(block, isComplete) {
      const length = block?.kind === 'markdown' ? block.text.length : 0
      const isSame = block !== null && shown?.key === block.key
      const dueAt = shownAt + length * msPerCodeUnit
      if (!isComplete && isSame && length > cheapLength && now() < dueAt) {
        const isBehind = shown?.kind !== 'markdown' || shown.text.length < length
        return { block: shown, waitMs: isBehind ? dueAt - now() : null }
      }
      shown = block
      shownAt = now()
      return { block, waitMs: null }
    },
  }
}
