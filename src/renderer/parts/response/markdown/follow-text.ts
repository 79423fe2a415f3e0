import { createFloodMeter, floodEveryMs } from '../flood.ts'
import type { GrowingText } from '../growing-text.ts'
import type { RenderTurn } from '../render-turns.ts'
import { type BlockChapter, createBlockReader } from './block-reader.ts'
import { type GrownEnd, grownEndIn } from './grown-end.ts'
import { type OpenEnd, openEndOf } from './open-end.ts'
import type { Block } from './split-blocks.ts'

/** What React renders of a growing text. */
export type FollowedText = {
  chapters: readonly BlockChapter[]
  /** The block behind them, which may still change. */
  tail: Block | null
  hasDefinitions: boolean
  isComplete: boolean
}

/**
 * `followed` is the one before where nothing came, where only words came for its end, which are `added`, or where it is too
 * early to render again; then `lookAt` says when to look again. `null`: all that came is shown, or its turn is told.
 */
type Looked = { followed: FollowedText; added: string; lookAt: number | null }

export type TextFollower = {
  /** Reads on. */
  look: (isComplete: boolean) => Looked
  /** To be called when what was answered last is in the page, before it is drawn: adds those words. */
  shown: (element: Element | null) => void
  /** Takes those words out of the page: another text is shown there. */
  leave: () => void
}

/** So many UTF-16 code units are put into the page as words; then they are split and parsed together. */
const mostGrown = 480
/** What needs parsing is rendered with every second frame of a quick stream; a chunk that comes alone is rendered at once. */
const renderEveryMs = 28
/** Where rendering takes long, as that of a very long list does, so much more time is left for everything else, up to a limit. */
const restPerRender = 3
const longestRestMs = 300
/** What nobody sees is kept about right, for a search of the page and for readers that do not look at it. */
const unseenEveryMs = 1_000
/** As long a stream that goes on needs to bring the next chunk, with which it is looked again anyway. */
const frameMs = 17

/**
 * Follows a text from its beginning: what needs no parsing goes straight into the page, the rest through React.
 * @param now Milliseconds of a clock that never goes back.
 * @param turn Of the frames that it shares with others; the beginning and the end of a text wait for none.
 */
export function createTextFollower(text: GrowingText, now: () => number, turn: RenderTurn | null): TextFollower {
  const reader = createBlockReader(text)
  const meter = createFloodMeter()
  let partsSeen = 0
  let followed: FollowedText | null = null
  let startedAt = 0
  let nextAt = 0
  let isFlood = false
  /** The words that came behind `followed`. */
  let added = ''
  /** What of `followed` is in the page, and where it ends. */
  let inPage: FollowedText | null = null
  let end: OpenEnd | null = null
  let grown: GrownEnd | null = null

  /** All words that came behind `followed`; `null` where more than words came. */
  function wordsBehind(): string | null {
    if (inPage !== followed || grown === null) return null
    const all = added + text.parts.slice(partsSeen).join('')
    return all.length <= mostGrown && end?.takes(all) === true ? all : null
  }

  function readOn(isComplete: boolean): Looked {
    turn?.leave()
    const at = now()
    isFlood = meter.isFlood(at, text.length)
    startedAt = at
    nextAt = at + (isFlood ? floodEveryMs : renderEveryMs)
    partsSeen = text.parts.length
    added = ''
    followed = { ...reader.read(), isComplete }
    return { followed, added, lookAt: null }
  }

  return {
    look(isComplete) {
      if (!followed || followed.isComplete !== isComplete || isEmpty(followed)) return readOn(isComplete)
      const asBefore = { followed, added, lookAt: null }
      if (!isComplete && turn?.isHeld()) return asBefore
      if (partsSeen === text.parts.length) {
        turn?.leave()
        return asBefore
      }
      const isSeen = turn?.isInSight() ?? true
      const words = isSeen || isComplete ? wordsBehind() : null
      if (words !== null) {
        if (!isComplete && turn && !turn.isNow('words')) return asBefore
        added = words
        partsSeen = text.parts.length
        return { followed, added, lookAt: null }
      }
      const dueAt = isSeen ? nextAt : Math.max(nextAt, startedAt + unseenEveryMs)
      if (!isComplete && now() < dueAt) return { followed, added, lookAt: dueAt + frameMs }
      return isComplete || !turn || turn.isNow('rendering') ? readOn(isComplete) : asBefore
    },
    shown(element) {
      if (inPage !== followed) {
        const at = now()
        nextAt = Math.max(nextAt, at + Math.min(longestRestMs, restPerRender * (at - startedAt)))
        inPage = followed
        grown?.remove()
        // To lay words out takes a good part of what a rendering takes, too much to do it with each frame of a flood.
        end = followed?.tail && !followed.isComplete && !isFlood ? openEndOf(followed.tail) : null
        grown = element && end ? grownEndIn(element, end) : null
        turn?.shown()
      }
      if (added !== '') grown?.show(added)
    },
    leave: () => grown?.remove(),
  }
}

function isEmpty({ chapters, tail }: FollowedText): boolean {
  return tail === null && chapters.every((chapter) => chapter.every((group) => group.length === 0))
}
