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

export type TextFollower = {
  /**
   * Reads on. `followed` is the one before where nothing came, where only words came for its end, or where it is too early
   * to render again; then `waitMs` says in how many milliseconds to look again. `null`: all that came is shown, or its turn
   * is told.
   */
  look: (isComplete: boolean) => { followed: FollowedText; waitMs: number | null }
  /** To be called when what was answered last is in the page, before it is drawn: adds those words. */
  shown: (element: Element | null) => void
}

/** So many UTF-16 code units are put into the page as words; then they are split and parsed together. */
const mostGrown = 480
/** What needs parsing is rendered with every second frame of a quick stream; a chunk that comes alone is rendered at once. */
const renderEveryMs = 28
/** Where more comes than any model writes, some 400 tokens a second, and nobody reads along: some ten times a second. */
const floodEveryMs = 92
const floodPerMs = 1.6
/** Where rendering takes long, as that of a very long list does, so much more time is left for everything else, up to a limit. */
const restPerRender = 3
const longestRestMs = 300
/** As long a stream that goes on needs to bring the next chunk, with which it is looked again anyway. */
const frameMs = 17

/**
 * Follows a text from its beginning: what needs no parsing goes straight into the page, the rest through React.
 * @param now Milliseconds of a clock that never goes back.
 * @param turn Of the frames that it shares with others; the beginning and the end of a text wait for none.
 */
export function createTextFollower(text: GrowingText, now: () => number, turn: RenderTurn | null): TextFollower {
  const reader = createBlockReader(text)
  let partsSeen = 0
  let followed: FollowedText | null = null
  let startedAt = 0
  let nextAt = 0
  let lengthRead = 0
  /** The words that came behind `followed`. */
  let added = ''
  /** What of `followed` is in the page, and where it ends. */
  let inPage: FollowedText | null = null
  let end: OpenEnd | null = null
  let grown: GrownEnd | null = null

  /** Whether all that came is shown once `added` is. */
  function growsInPlace(): boolean {
    const all = added + text.parts.slice(partsSeen).join('')
    if (all === added) return true
    const fits = inPage === followed && grown !== null && all.length <= mostGrown && end?.takes(all) === true
    if (!fits) return false
    added = all
    partsSeen = text.parts.length
    return true
  }

  function readOn(isComplete: boolean) {
    turn?.leave()
    const at = now()
    const isFlood = text.length - lengthRead > floodPerMs * (at - startedAt)
    startedAt = at
    nextAt = at + (isFlood ? floodEveryMs : renderEveryMs)
    lengthRead = text.length
    partsSeen = text.parts.length
    added = ''
    followed = { ...reader.read(), isComplete }
    return { followed, waitMs: null }
  }

  return {
    look(isComplete) {
      if (!followed || followed.isComplete !== isComplete || isEmpty(followed)) return readOn(isComplete)
      if (growsInPlace()) {
        turn?.leave()
        return { followed, waitMs: null }
      }
      const tooEarlyMs = isComplete ? 0 : nextAt - now()
      if (tooEarlyMs > 0) return { followed, waitMs: tooEarlyMs + frameMs }
      return isComplete || !turn || turn.isNow() ? readOn(isComplete) : { followed, waitMs: null }
    },
    shown(element) {
      if (inPage !== followed) {
        const at = now()
        nextAt = Math.max(nextAt, at + Math.min(longestRestMs, restPerRender * (at - startedAt)))
        inPage = followed
        grown?.remove()
        end = followed?.tail && !followed.isComplete ? openEndOf(followed.tail) : null
        grown = element && end ? grownEndIn(element, end) : null
        turn?.shown()
      }
      if (added !== '') grown?.show(added)
    },
  }
}

function isEmpty({ chapters, tail }: FollowedText): boolean {
  return tail === null && chapters.every((chapter) => chapter.every((group) => group.length === 0))
}
