// Answers that stream beside each other share the frames of their window: what they render together must not hold up a key.
import { createContext } from 'react'

/** A view that grows: how it is told that its turn has come, and how much it matters now (a smaller rank comes first). */
export type GrowingView = { render: () => void; rank: () => number }

export type RenderTurn = {
  /** Whether there is time left in this frame. Where there is none, the view is told when its turn has come. */
  isNow: () => boolean
  /** What was rendered is in the page. */
  shown: () => void
  /** It has nothing to render any more. */
  leave: () => void
}

export type RenderTurns = { join: (view: GrowingView) => RenderTurn }

export type FrameClock = {
  /** Milliseconds of a clock that never goes back. */
  now: () => number
  /** Calls back when the next frame begins. */
  nextFrame: (callback: () => void) => void
}

const realClock: FrameClock = {
  now: () => performance.now(),
  nextFrame: (callback) => void requestAnimationFrame(callback),
}

/** So long all of them together render in one frame; the browser needs as much again to lay out and draw it. */
const budgetMs = 5
/** What takes no time that a clock could tell is taken for so much. */
const shortestMs = 0.1
/** How much the last frame counts in what a rendering usually takes. */
const weight = 0.3

/** Makes what the answers of one window share. Those that come too late in a frame have their turn in one of the next, in order. */
export function createRenderTurns({ now, nextFrame }: FrameClock = realClock): RenderTurns {
  const waiting = new Set<GrowingView>()
  /** When each had its last turn: a number that goes up with each. */
  const lastTurns = new WeakMap<GrowingView, number>()
  let turn = 0
  /** Whose turn has come. */
  const called = new Set<GrowingView>()
  let frame: { begunAt: number; shownAt: number; renderings: number } | null = null
  let isAwaited = false
  let usualMs: number | null = null

  function awaitFrame() {
    if (isAwaited) return
    isAwaited = true
    nextFrame(turnOver)
  }

  function turnOver() {
    isAwaited = false
    if (frame) {
      const eachMs = (frame.shownAt - frame.begunAt) / frame.renderings
      usualMs = usualMs === null ? eachMs : usualMs + weight * (eachMs - usualMs)
    }
    frame = null
    const most = Math.max(1, Math.floor(budgetMs / Math.max(usualMs ?? 1, shortestMs)))
    for (const view of inOrder(waiting, lastTurns).slice(0, Math.max(0, most - called.size))) {
      waiting.delete(view)
      called.add(view)
    }
    if (called.size > 0) awaitFrame()
    for (const view of called) view.render()
  }

  function mayRender(view: GrowingView): boolean {
    const isInTime = frame === null || now() - frame.begunAt < budgetMs
    return isInTime && (called.delete(view) || waiting.size + called.size === 0)
  }

  return {
    join: (view) => ({
      isNow: () => {
        awaitFrame()
        if (!mayRender(view)) {
          if (!called.has(view)) waiting.add(view)
          return false
        }
        waiting.delete(view)
        frame ??= { begunAt: now(), shownAt: now(), renderings: 0 }
        frame.renderings += 1
        lastTurns.set(view, ++turn)
        return true
      },
      shown: () => {
        if (frame) frame.shownAt = now()
      },
      leave: () => {
        waiting.delete(view)
        called.delete(view)
      },
    }),
  }
}

/** The smallest rank first, and of equal ones whose last turn is longest ago. */
function inOrder(views: ReadonlySet<GrowingView>, lastTurns: WeakMap<GrowingView, number>): GrowingView[] {
  return Array.from(views, (view) => ({ view, rank: view.rank(), last: lastTurns.get(view) ?? 0 }))
    .sort((one, other) => one.rank - other.rank || one.last - other.last)
    .map(({ view }) => view)
}

/** What the answers of this window share; `null` where each renders when it likes. */
export const RenderTurnsContext = createContext<RenderTurns | null>(null)
