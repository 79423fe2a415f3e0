import { expect, it } from 'vitest'
import { createRenderTurns, type RenderTurn } from './render-turns.ts'

/** A window with frames made by hand; a rendering takes so many milliseconds. */
function handMade(renderMs: number) {
  let clock = 0
  let callbacks: (() => void)[] = []
  const turns = createRenderTurns({ now: () => clock, nextFrame: (callback) => void callbacks.push(callback) })
  /** Who rendered in this frame, in order. */
  let rendered: string[] = []

  function view(name: string, rank: () => number = () => 1) {
    const render = () => {
      if (!turn.isNow()) return
      clock += renderMs
      rendered.push(name)
      turn.shown()
    }
    const turn: RenderTurn = turns.join({ render, rank })
    return { render, leave: turn.leave }
  }
  /** A frame in which `work` is done. Answers who rendered in it. */
  function frame(work: () => void = () => {}): string[] {
    rendered = []
    const due = callbacks
    callbacks = []
    for (const callback of due) callback()
    work()
    clock += 16
    return rendered
  }
  return { view, frame }
}

const names = (count: number) => Array.from({ length: count }, (_, index) => `pane ${index}`)

it('renders in no frame more than there is time for, however many grow, and each as often as the others', () => {
  const { view, frame } = handMade(1)
  const views = names(32).map((name) => view(name))
  const times = new Map<string, number>()
  for (let count = 0; count < 640; count += 1) {
    const rendered = frame(() => {
      for (const { render } of views) render()
    })
    expect(rendered.length).toBeGreaterThan(0)
    expect(rendered.length).toBeLessThanOrEqual(6)
    for (const name of rendered) times.set(name, (times.get(name) ?? 0) + 1)
  }
  expect(times.size).toBe(32)
  expect(Math.max(...times.values()) - Math.min(...times.values())).toBeLessThanOrEqual(1)
})

it('lets those that came too late render in the next frames, without another word from them', () => {
  const { view, frame } = handMade(2)
  const views = names(7).map((name) => view(name))
  const first = frame(() => {
    for (const { render } of views) render()
  })
  const later = [frame(), frame(), frame(), frame()].flat()
  expect([...first, ...later]).toEqual(names(7))
})

it('lets what is worked in, or is in sight, go first among those that wait', () => {
  const { view, frame } = handMade(5)
  let isFocused = false
  const views = [view('one'), view('two', () => 2), view('three'), view('four', () => (isFocused ? 0 : 1))]
  expect(
    frame(() => {
      for (const { render } of views) render()
    }),
  ).toEqual(['one'])
  isFocused = true
  expect([frame(), frame(), frame()]).toEqual([['four'], ['three'], ['two']])
})

it('has a few that are quick wait for nothing', () => {
  const { view, frame } = handMade(0.5)
  const views = names(8).map((name) => view(name))
  for (let count = 0; count < 20; count += 1) {
    const rendered = frame(() => {
      for (const { render } of views) render()
    })
    expect(rendered).toEqual(names(8))
  }
})

it('holds no turn for one that left, before it was called or after', () => {
  const { view, frame } = handMade(5)
  const [one, two, three] = [view('one'), view('two'), view('three')]
  frame(() => {
    for (const { render } of [one, two, three]) render()
  })
  two.leave()
  expect(frame()).toEqual(['three'])
  expect(frame(() => two.render())).toEqual(['two'])
})
