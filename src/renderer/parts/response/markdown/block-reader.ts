import type { GrowingText } from '../growing-text.ts'
import { type Block, createBlockSplitter } from './split-blocks.ts'

/** Blocks that are shown together: the browser skips the groups that are out of sight. */
export type BlockGroup = readonly Block[]
/** Groups that are skipped together: with each frame the browser asks each that is not skipped with others whether it is in sight. */
export type BlockChapter = readonly BlockGroup[]

export type BlockReader = {
  /** Reads what came since the last time. Chapters and groups before the last one keep their identity. */
  read: () => { chapters: readonly BlockChapter[]; tail: Block | null; hasDefinitions: boolean }
}

const groupSize = 20
const chapterSize = 20

/** Follows a growing text from its beginning, splitting it into chapters of groups of blocks. */
export function createBlockReader(text: GrowingText): BlockReader {
  const splitter = createBlockSplitter()
  const fullChapters: BlockChapter[] = []
  let fullGroups: BlockGroup[] = []
  /** How many of the settled blocks are in full groups. */
  let grouped = 0
  let partsRead = 0

  function groupSettled() {
    while (splitter.settled.length >= grouped + groupSize) {
      fullGroups.push(splitter.settled.slice(grouped, grouped + groupSize))
      grouped += groupSize
      if (fullGroups.length < chapterSize) continue
      fullChapters.push(fullGroups)
      fullGroups = []
    }
  }

  return {
    read() {
      if (partsRead < text.parts.length) splitter.append(text.parts.slice(partsRead).join(''))
      partsRead = text.parts.length
      groupSettled()
      const last: BlockChapter = [...fullGroups, splitter.settled.slice(grouped)]
      return { chapters: [...fullChapters, last], tail: splitter.tail(), hasDefinitions: splitter.hasDefinitions() }
    },
  }
}
