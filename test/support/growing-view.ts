import { act, type ReactElement } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeEach, vi } from 'vitest'
import { createGrowingText, type GrowingText } from '../../src/renderer/parts/response/growing-text.ts'

/** A view of a text that grows. */
export type GrowingView = {
  place: HTMLElement
  /** Brings the next chunk, so many milliseconds after the one before. */
  add: (chunk: string, afterMs?: number) => void
  /** Says that no more comes. */
  complete: () => void
  wait: (durationMs: number) => void
  /** Another text takes the place of this one. */
  restart: () => void
  end: () => void
}

/** Gives every test of the file a clock that stands still, and timers that wait for it. Called at the top of a file. */
export function stillClock(): { pass: (durationMs: number) => void; now: () => number } {
  let clock = 0
  beforeEach(() => {
    Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    vi.spyOn(performance, 'now').mockImplementation(() => clock)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.useRealTimers()
  })
  return {
    pass: (durationMs) => {
      clock += durationMs
    },
    now: () => clock,
  }
}

/** Shows what `view` makes of a text while that grows. */
export function growingView(
  { pass }: ReturnType<typeof stillClock>,
  view: (text: GrowingText, isGrowing: boolean) => ReactElement,
): GrowingView {
  let text = createGrowingText()
  const place = document.createElement('div')
  document.body.append(place)
  const root = createRoot(place)
  const render = (isGrowing: boolean) => act(() => root.render(view(text, isGrowing)))
  return {
    place,
    add: (chunk, afterMs = 1_000) => {
      pass(afterMs)
      text.append(chunk)
      render(true)
    },
    complete: () => render(false),
    wait: (durationMs) => {
      pass(durationMs)
      act(() => void vi.advanceTimersByTime(durationMs))
    },
    restart: () => {
      text = createGrowingText()
    },
    end: () => {
      act(() => root.unmount())
      place.remove()
    },
  }
}
