// R28: a stop at every point of a run's life ends it in exactly one last state, closes the socket, and nothing follows.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerText, type Run, type RunEvent } from '#shared/runs/run'
import { type Simulator, startSimulator } from '#simulator/simulator'
import { destinationAt, promptOf, type RunEngine, runEngine } from '../../../test/support/run-engine.ts'

let simulator: Simulator
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'fast' })
})
afterAll(() => simulator.close())

const engineFor = (scenario: string) => runEngine(destinationAt(simulator.url, { scenario }))

/** Runs until `isMoment` holds for an event, stops there, and reads on to the end. */
async function stopAt(
  engine: RunEngine,
  isMoment: (event: RunEvent) => boolean,
): Promise<{ after: RunEvent[]; run: Run }> {
  const controller = new AbortController()
  const after: RunEvent[] = []
  let hasStopped = false
  for await (const event of engine.start(promptOf(), controller.signal)) {
    if (hasStopped) after.push(event)
    if (hasStopped || !isMoment(event)) continue
    hasStopped = true
    controller.abort()
  }
  const last = after.at(-1)
  if (last?.type !== 'end') throw new Error('the run has no end event after the stop')
  return { after, run: last.run }
}

function expectStopped(run: Run, engine: RunEngine) {
  expect(run).toMatchObject({ state: 'stopped', error: null })
  expect(engine.store.rows.get(run.id)).toEqual(run)
  const states = engine.store.written.map(({ state }) => state)
  expect(states.filter((state) => state !== 'running')).toEqual(['stopped'])
  expect(engine.logged).toMatchObject([{ runId: run.id, outcome: 'stopped' }])
}

describe('R28 a stop', () => {
  it('while the run is queued: nothing is sent', async () => {
    const engine = engineFor('fast')
    const count = simulator.requests.length
    const { events, run } = await engine.run(promptOf(), AbortSignal.abort())
    expect(events.map(({ type }) => type)).toEqual(['start', 'end'])
    expectStopped(run, engine)
    expect(simulator.requests).toHaveLength(count)
  })

  it('at the start event: nothing is sent', async () => {
    const engine = engineFor('fast')
    const count = simulator.requests.length
    const { run } = await stopAt(engine, ({ type }) => type === 'start')
    expectStopped(run, engine)
    expect(simulator.requests).toHaveLength(count)
  })

  it('while it waits for headers: the socket is closed, the try is told', async () => {
    const controller = new AbortController()
    const engine = engineFor('stall?before=headers')
    const count = simulator.requests.length
    const ended = engine.run(promptOf(), controller.signal)
    await expect.poll(() => simulator.requests).toHaveLength(count + 1)
    controller.abort()
    const { run } = await ended
    expectStopped(run, engine)
    expect(run.attempts).toMatchObject([{ number: 1, status: null, failure: 'stopped by you', waitMs: null }])
    await expect.poll(() => simulator.requests.at(-1)).toMatchObject({ aborted: true })
  })

  it('at the first byte: what came is kept, usage too', async () => {
    const engine = engineFor('slow?ms=200&first=0')
    const { run } = await stopAt(engine, ({ type }) => type === 'message-start')
    expectStopped(run, engine)
    expect(run.usage?.input_tokens).toBeGreaterThan(0)
    await expect.poll(() => simulator.requests.at(-1)).toMatchObject({ aborted: true })
  })

  it('in the middle: the text on screen is the text in the record, and the server sees the close', async () => {
    const engine = engineFor('slow?ms=30&first=0')
    let deltas = 0
    let seen = ''
    const { after, run } = await stopAt(engine, (event) => {
      if (event.type === 'block-delta') {
        deltas += 1
        seen += event.text
      }
      return deltas === 3
    })
    expect(after.map(({ type }) => type)).toEqual(['end'])
    expectStopped(run, engine)
    expect(answerText(run.response)).toBe(seen)
    expect(run.outputTokens).toBeGreaterThan(0)
    await expect.poll(() => simulator.requests.at(-1)).toMatchObject({ aborted: true })
  })

  it('in the middle of silence: at once', async () => {
    const controller = new AbortController()
    const engine = engineFor('stall?after=2')
    const ended = (async () => {
      let last: RunEvent | null = null
      for await (const event of engine.start(promptOf(), controller.signal)) {
        last = event
        if (event.type === 'block-delta') setImmediate(() => controller.abort())
      }
      return last
    })()
    expect(await ended).toMatchObject({ type: 'end', run: { state: 'stopped' } })
  })

  it('during a wait between two tries: no further try', async () => {
    const engine = engineFor('rate-limit-429?seconds=60')
    const count = simulator.requests.length
    const { run } = await stopAt(engine, ({ type }) => type === 'attempt')
    expectStopped(run, engine)
    expect(run.attempts).toMatchObject([{ number: 1, status: 429, waitReason: 'you stopped the run' }])
    expect(simulator.requests).toHaveLength(count + 1)
  })

  it('during the final save: the run stays completed', async () => {
    const controller = new AbortController()
    const engine = engineFor('fast')
    const { update } = engine.store
    engine.store.update = async (run) => {
      controller.abort()
      await update(run)
    }
    const { run } = await engine.run(promptOf(), controller.signal)
    expect(run).toMatchObject({ state: 'completed', error: null })
    expect(engine.store.rows.get(run.id)).toEqual(run)
    expect(engine.logged).toMatchObject([{ outcome: 'completed' }])
  })

  it('twice: is one stop', async () => {
    const controller = new AbortController()
    const engine = engineFor('slow?ms=30&first=0')
    const ends: RunEvent[] = []
    for await (const event of engine.start(promptOf(), controller.signal)) {
      if (event.type === 'end') ends.push(event)
      if (event.type !== 'block-delta') continue
      controller.abort()
      controller.abort()
    }
    expect(ends).toMatchObject([{ run: { state: 'stopped' } }])
    expectStopped((ends[0] as RunEvent & { type: 'end' }).run, engine)
  })

  it('after the end: changes nothing', async () => {
    const controller = new AbortController()
    const engine = engineFor('fast')
    const { run } = await engine.run(promptOf(), controller.signal)
    const writes = engine.store.written.length
    controller.abort()
    await new Promise((resolve) => setImmediate(resolve))
    expect(engine.store.rows.get(run.id)).toEqual(run)
    expect(engine.store.written).toHaveLength(writes)
    expect(run.state).toBe('completed')
  })

  it('of many runs at once: they end in turns of the event loop', async () => {
    const engine = engineFor('slow?ms=30&first=0')
    const controller = new AbortController()
    let turn = 0
    let isOver = false
    const countTurns = () => {
      turn += 1
      if (!isOver) setImmediate(countTurns)
    }
    const endedIn: number[] = []
    const { update } = engine.store
    engine.store.update = (run) => {
      if (run.state !== 'running') endedIn.push(turn)
      return update(run)
    }
    let begun = 0
    const follow = async () => {
      for await (const event of engine.start(promptOf(), controller.signal)) {
        if (event.type !== 'block-delta' || !event.isFirst) continue
        begun += 1
        if (begun === 8) controller.abort()
      }
    }
    countTurns()
    await Promise.all(Array.from({ length: 8 }, follow))
    isOver = true
    expect([endedIn.length, new Set(endedIn).size]).toEqual([8, 8])
  })
})
