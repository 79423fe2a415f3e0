import type { GrowingText } from '../growing-text.ts'
import { type Block, createBlockSplitter } from './split-blocks.ts'

/** Blocks that are shown together: the browser skips the groups that are out of sight. */
export type BlockGroup = readonly Block[]

export type BlockReader = {
  /** Reads what came since the last time. Groups before the last one keep their identity. */
  read: () => { groups: readonly BlockGroup[]; tail: Block | null; hasDefinitions: boolean }
}

const groupSize = 20

/** Follows a growing text from its beginning, splitting it into groups of blocks. */
export function createBlockReader(text: GrowingText): BlockReader {
  const splitter = createBlockSplitter()
  const full: BlockGroup[] = []
  let partsRead = 0

  return {
    read() {
      if (partsRead < text.parts.length) splitter.append(text.parts.slice(partsRead).join(''))
      partsRead = text.parts.length
      while (splitter.settled.length >= (full.length + 1) * groupSize) {
        full.push(splitter.settled.slice(full.length * groupSize, (full.length + 1) * groupSize))
      }
      const last = splitter.settled.slice(full.length * groupSize)
      return { groups: [...full, last], tail: splitter.tail(), hasDefinitions: splitter.hasDefinitions() }
    },
  }
}
