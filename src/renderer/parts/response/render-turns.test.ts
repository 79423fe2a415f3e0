// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { createRenderTurns, type RenderTurn, type ViewChange } from './render-turns.ts'

/** A window with frames made by hand; each change takes so many milliseconds. */
function handMade(renderMs: number, change: ViewChange = 'rendering') {
  let clock = 0
  let callbacks: (() => void)[] = []
  let press = () => {}
  const sights = new Map<Element, (isInSight: boolean) => void>()
  const turns = createRenderTurns({
    now: () => clock,
    nextFrame: (callback) => void callbacks.push(callback),
    onInput: (callback) => {
      press = callback
    },
    watch: (element, tell) => {
      sights.set(element, tell)
      return () => void sights.delete(element)
    },
  })
  /** Who rendered in this frame, in order. */
  let rendered: string[] = []

  function view(name: string, pane: Element | null = null) {
    const render = () => {
      if (turn.isHeld() || !turn.isNow(change)) return
      clock += renderMs
      rendered.push(name)
      turn.shown()
    }
    const turn: RenderTurn = turns.join({ render })
    turn.place(pane)
    return { render, leave: turn.leave, place: turn.place, isInSight: turn.isInSight }
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
  const see = (pane: Element, isInSight: boolean) => sights.get(pane)?.(isInSight)
  return { view, frame, press: () => press(), see, watched: () => [...sights.keys()] }
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

it('lets what is worked in go first among those that wait, then what is in sight', () => {
  const { view, frame, see } = handMade(5)
  const panes = names(4).map(() => document.body.appendChild(document.createElement('article')))
  const views = panes.map((pane, index) => view(`pane ${index}`, pane))
  for (const pane of panes) see(pane, pane !== panes[1])
  expect(
    frame(() => {
      for (const { render } of views) render()
    }),
  ).toEqual(['pane 0'])
  panes[3]?.setAttribute('tabindex', '0')
  panes[3]?.focus()
  expect([frame(), frame(), frame()]).toEqual([['pane 3'], ['pane 2'], ['pane 1']])
})

it('tells a view that came into sight, and watches none that is gone', () => {
  const { view, frame, see, watched } = handMade(1)
  const [pane, other] = [document.createElement('article'), document.createElement('article')]
  const { isInSight, place } = view('one', pane)
  expect(isInSight()).toBe(true)
  expect(frame(() => see(pane, false))).toEqual([])
  expect(isInSight()).toBe(false)
  expect(frame(() => see(pane, true))).toEqual(['one'])
  expect(frame(() => see(pane, true))).toEqual([])
  place(other)
  expect(watched()).toEqual([other])
  place(null)
  expect(watched()).toEqual([])
})

it('has a few wait for nothing', () => {
  const { view, frame } = handMade(0.5)
  const views = names(4).map((name) => view(name))
  for (let count = 0; count < 20; count += 1) {
    const rendered = frame(() => {
      for (const { render } of views) render()
    })
    expect(rendered).toEqual(names(4))
  }
})

it('has more of them share the frames, because of what the browser does for each after it', () => {
  const { view, frame } = handMade(0.1)
  const views = names(8).map((name) => view(name))
  const renderAll = () => {
    for (const { render } of views) render()
  }
  expect([frame(renderAll), frame(renderAll), frame(renderAll)]).toEqual([
    names(8).slice(0, 4),
    names(8).slice(4),
    names(8).slice(0, 4),
  ])
})

it('has room in a frame for more of those that words came for, and for two out of sight', () => {
  const words = handMade(0.1, 'words')
  const views = names(12).map((name) => words.view(name))
  const first = words.frame(() => {
    for (const { render } of views) render()
  })
  expect([first, words.frame()]).toEqual([names(12).slice(0, 10), names(12).slice(10)])

  const unseen = handMade(0.1)
  const panes = names(5).map(() => document.createElement('article'))
  const others = panes.map((pane, index) => unseen.view(`pane ${index}`, pane))
  for (const pane of panes) unseen.see(pane, false)
  const renderAll = () => {
    for (const { render } of others) render()
  }
  expect([unseen.frame(renderAll), unseen.frame(), unseen.frame()]).toEqual([
    ['pane 0', 'pane 1'],
    ['pane 2', 'pane 3'],
    ['pane 4'],
  ])
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

it('leaves the frame of a key to the key, and lets nobody wait for two of them in a row', () => {
  const { view, frame, press } = handMade(1)
  const views = names(3).map((name) => view(name))
  const renderAll = () => {
    for (const { render } of views) render()
  }
  expect(frame(renderAll)).toEqual(names(3))
  press()
  expect(frame(renderAll)).toEqual([])
  expect(frame()).toEqual(names(3))
  for (let keys = 0; keys < 10; keys += 1) {
    press()
    expect(frame(renderAll)).toEqual([])
    press()
    expect(frame()).toEqual(names(3))
  }
})

it('renders nothing more in a frame once a key has come', () => {
  const { view, frame, press } = handMade(1)
  const [one, two] = [view('one'), view('two')]
  const first = frame(() => {
    one.render()
    press()
    two.render()
  })
  expect(first).toEqual(['one'])
  expect([frame(), frame()]).toEqual([[], ['two']])
})
