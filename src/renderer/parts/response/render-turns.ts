// Answers that stream beside each other share the frames of their window: what they render together must not hold up a key.
import { createContext } from 'react'

/** A view that grows: how it is told that its turn has come, or that it came into sight. */
export type GrowingView = { render: () => void }

/** A rendering, or only words put behind those that are there. */
export type ViewChange = 'rendering' | 'words'

export type RenderTurn = {
  /** Whether this frame has room left for that. Where it has none, the view is told when its turn has come. */
  isNow: (change: ViewChange) => boolean
  /** Whether this frame is that of a key, in which nothing is to change; the view is told when it is over. */
  isHeld: () => boolean
  /** Whether anybody can see it. Not known before it is placed: then it is taken for seen. */
  isInSight: () => boolean
  /** In which pane it is, from now on; `null`: in none any more. What the person works in comes first, then what is in sight. */
  place: (pane: Element | null) => void
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
  /** Calls back at each key and press, before anything is done with it. */
  onInput: (callback: () => void) => void
  /** Tells whether an element is in the visible part of the page, soon and then at each change. @returns how to end that. */
  watch: (element: Element, tell: (isInSight: boolean) => void) => () => void
}

function realClock(): FrameClock {
  return {
    now: () => performance.now(),
    nextFrame: (callback) => void requestAnimationFrame(callback),
    onInput(callback) {
      for (const type of ['keydown', 'pointerdown']) window.addEventListener(type, callback, { capture: true })
    },
    watch(element, tell) {
      const observer = new IntersectionObserver((entries) => tell(entries.at(-1)?.isIntersecting === true))
      observer.observe(element)
      return () => observer.disconnect()
    },
  }
}

/** So long all of them together render in one frame; the browser needs as much again to lay out and draw it. */
const budgetMs = 5
/** What the browser does for a change after it, in hundredths of what a frame has room for: with more, a key beside it misses a frame. */
const shares: Readonly<Record<ViewChange, number>> = { rendering: 25, words: 10 }
const room = 100
/** What nobody sees brings a whole second's text at once. */
const unseenShare = 50
/** What takes no time that a clock could tell is taken for so much. */
const shortestMs = 0.1
/** How much the last frame counts in what a rendering usually takes. */
const weight = 0.3

/**
 * Makes what the answers of one window share. Those that come too late in a frame have their turn in one of the next, in order.
 * The frame that shows a key or a press is left to it, but never two in a row. Listens to the window as long as that lives.
 */
export function createRenderTurns({ now, nextFrame, onInput, watch }: FrameClock = realClock()): RenderTurns {
  const waiting = new Set<Joined>()
  /** When each had its last turn: a number that goes up with each. */
  const lastTurns = new WeakMap<Joined, number>()
  let turn = 0
  /** Whose turn has come. */
  const called = new Set<Joined>()
  let frame: { begunAt: number; shownAt: number; renderings: number } | null = null
  /** What is left of it. */
  let left = room
  let isAwaited = false
  let usualMs: number | null = null
  /** A key came that no frame has shown yet; this frame is the one of a key. */
  let hasInput = false
  let isForInput = false
  onInput(() => {
    hasInput = true
    awaitFrame()
  })

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
    left = room
    isForInput = hasInput && !isForInput
    hasInput = false
    if (isForInput) return awaitFrame()
    const most = Math.max(1, Math.floor(budgetMs / Math.max(usualMs ?? 1, shortestMs)))
    for (const view of inOrder(waiting, lastTurns).slice(0, Math.max(0, most - called.size))) {
      waiting.delete(view)
      called.add(view)
    }
    if (called.size > 0) awaitFrame()
    for (const view of called) view.render()
  }

  const shareOf = ({ isInSight }: Joined, change: ViewChange) => (isInSight ? shares[change] : unseenShare)

  function mayChange(view: Joined, change: ViewChange): boolean {
    const isInTime = frame === null || now() - frame.begunAt < budgetMs
    return isInTime && left >= shareOf(view, change) && (called.delete(view) || waiting.size + called.size === 0)
  }

  function waits(view: Joined): void {
    if (!called.has(view)) waiting.add(view)
  }

  return {
    join({ render }) {
      const view: Joined = { render, pane: null, isInSight: true }
      let unwatch = () => {}
      return {
        isNow: (change) => {
          awaitFrame()
          if (!mayChange(view, change)) {
            waits(view)
            return false
          }
          waiting.delete(view)
          left -= shareOf(view, change)
          lastTurns.set(view, ++turn)
          if (change === 'words') return true
          frame ??= { begunAt: now(), shownAt: now(), renderings: 0 }
          frame.renderings += 1
          return true
        },
        isHeld: () => {
          if (!isForInput && !hasInput) return false
          waits(view)
          return true
        },
        isInSight: () => view.isInSight,
        place: (pane) => {
          if (pane === view.pane) return
          unwatch()
          Object.assign(view, { pane, isInSight: true })
          unwatch = pane ? watch(pane, tell) : () => {}
        },
        shown: () => {
          if (frame) frame.shownAt = now()
        },
        leave: () => {
          waiting.delete(view)
          called.delete(view)
        },
      }

      function tell(isInSight: boolean) {
        const comesIntoSight = isInSight && !view.isInSight
        view.isInSight = isInSight
        if (comesIntoSight) render()
      }
    },
  }
}

type Joined = GrowingView & { pane: Element | null; isInSight: boolean }

/** What the person works in first, then what is in sight, and of equal ones those whose last turn is longest ago. */
function inOrder(views: ReadonlySet<Joined>, lastTurns: WeakMap<Joined, number>): Joined[] {
  const rankOf = ({ pane, isInSight }: Joined) => (pane?.contains(document.activeElement) ? 0 : isInSight ? 1 : 2)
  return Array.from(views, (view) => ({ view, rank: rankOf(view), last: lastTurns.get(view) ?? 0 }))
    .sort((one, other) => one.rank - other.rank || one.last - other.last)
    .map(({ view }) => view)
}

/** What the answers of this window share; `null` where each renders when it likes. */
export const RenderTurnsContext = createContext<RenderTurns | null>(null)
