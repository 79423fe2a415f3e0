import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { createHistoryStore } from './history-store.ts'
import { createRunStore, type RunStore, shownRun } from './run-store.ts'

const triage = examplePrompts[0] as Prompt
const other: Prompt = { ...triage, id: 'other', name: 'Other' }

let core: TestCore
let host: Host
let announced: string[]

beforeEach(async () => {
  core = await createTestCore()
  host = createTestHost(core.core)
  announced = []
})
afterEach(() => core.dispose())

function makeStores() {
  const history = createHistoryStore(host)
  const runs = createRunStore(host, {
    announce: (message) => announced.push(message),
    onRunChanged: history.getState().put,
    nextFrame: () => new Promise((resolve) => setImmediate(resolve)),
  })
  runs.getState().turnTo(triage.id)
  return { history, runs }
}

/** Resolves when the store's state first satisfies the condition. */
function until(store: RunStore, condition: (state: ReturnType<RunStore['getState']>) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stop = store.subscribe((state) => {
      if (!condition(state)) return
      stop()
      resolve()
    })
  })
}

describe('the run store', () => {
  it('shows the answer joined with the prefill, and tells start, first token and end', async () => {
    const { runs } = makeStores()
    await runs.getState().start(triage)
    const { live, runningSince } = runs.getState()
    expect(live?.run).toMatchObject({ state: 'completed', stopReason: 'end_turn', promptId: triage.id })
    expect(live?.answer.toString().startsWith('{"category":')).toBe(true)
    expect(live?.blocks.map(({ block, isComplete }) => [block.type, isComplete])).toEqual([['text', true]])
    expect(live?.run.usage?.output_tokens).toBeGreaterThan(0)
    expect(runningSince).toBeNull()
    expect(announced.map((message) => message.replace(/after .*? m?s\./, 'after T.'))).toEqual([
      'Run started.',
      'The answer begins.',
      'Run ended after T. The model finished by itself.',
    ])
  })

  it('shows a run beside its prompt only, and one of the history beside any', async () => {
    const { runs } = makeStores()
    await runs.getState().start(triage)
    const id = runs.getState().live?.run.id ?? ''
    expect(shownRun(runs.getState())?.run.id).toBe(id)
    runs.getState().turnTo('another prompt')
    expect(shownRun(runs.getState())).toBeNull()
    await runs.getState().open(id, true)
    expect(shownRun(runs.getState())?.run.id).toBe(id)
    runs.getState().closeOpened()
    runs.getState().turnTo(triage.id)
    expect(shownRun(runs.getState())?.run.id).toBe(id)
  })

  it('runs several prompts at once, and stops the one that is open', async () => {
    await host.call('simulator.setScenario', { scenario: 'slow?ms=20' })
    const { runs, history } = makeStores()
    const first = runs.getState().start(triage)
    await until(runs, ({ live }) => live !== null)
    runs.getState().turnTo(other.id)
    expect(runs.getState()).toMatchObject({ live: null, runningSince: null })
    expect(runs.getState().stop()).toBe(false)
    const second = runs.getState().start(other)
    await until(runs, ({ live }) => live?.run.promptId === other.id)
    expect(runs.getState().stop()).toBe(true)
    await second
    expect(runs.getState().live?.run.state).toBe('stopped')
    expect(runs.getState().newestOf(triage.id)?.state).toBe('running')
    runs.getState().turnTo(triage.id)
    expect(runs.getState().runningSince).not.toBeNull()
    runs.getState().stop()
    await first
    expect(history.getState().runs.map(({ promptId, state }) => [promptId, state])).toEqual([
      [other.id, 'stopped'],
      [triage.id, 'stopped'],
    ])
  })

  it('follows a run that is going beside another prompt where it is opened, and tells whose it is', async () => {
    await host.call('simulator.setScenario', { scenario: 'slow?ms=20' })
    const { runs } = makeStores()
    const going = runs.getState().start(triage)
    await until(runs, ({ live }) => live !== null)
    const id = runs.getState().live?.run.id ?? ''
    runs.getState().turnTo(other.id)
    await runs.getState().open(id)
    await until(runs, ({ opened }) => (opened?.blocks[0]?.length ?? 0) > triage.prefill.length)
    expect([...runs.getState().busy]).toEqual([triage.id])
    runs.getState().stopOpened()
    await going
    expect([...runs.getState().busy]).toEqual([])
    expect(runs.getState().opened?.run).toMatchObject({ id, state: 'stopped' })
    expect(announced.at(-1)).toMatch(new RegExp(`^${triage.name}: Run ended`))
    runs.getState().turnTo(triage.id)
    expect(runs.getState()).toMatchObject({ opened: null, live: { run: { id } } })
  })

  it('goes on with a run whose prompt is deleted: the history has it, tells its end, and stops it', async () => {
    await host.call('simulator.setScenario', { scenario: 'slow?ms=20' })
    const { runs, history } = makeStores()
    await host.call('prompts.open', { id: triage.id })
    const going = runs.getState().start(triage)
    await until(runs, ({ live }) => live !== null)
    const id = runs.getState().live?.run.id ?? ''
    await host.call('prompts.remove', { id: triage.id })
    runs.getState().turnTo(other.id)
    expect(history.getState().runs).toMatchObject([{ id, state: 'running', promptName: triage.name }])
    await runs.getState().open(id)
    expect(runs.getState().opened?.run.state).toBe('running')
    runs.getState().stopOpened()
    await going
    expect(announced.at(-1)).toMatch(new RegExp(`^${triage.name}: Run ended`))
    expect(await host.call('runs.get', { id })).toMatchObject({ state: 'stopped', promptId: triage.id })
  })

  it('leaves what is read beside the open prompt where a run begins beside another one', async () => {
    const { runs } = makeStores()
    await runs.getState().start(triage)
    const id = runs.getState().live?.run.id ?? ''
    runs.getState().turnTo(other.id)
    await runs.getState().open(id)
    await runs.getState().start(triage)
    expect(runs.getState().opened?.run.id).toBe(id)
    await runs.getState().start(other)
    expect(runs.getState().opened).toBe(null)
  })

  it('draws what came between two frames together', async () => {
    await host.call('simulator.setScenario', { scenario: 'long?tokens=2000&pace=fast' })
    const { runs } = makeStores()
    let draws = 0
    runs.subscribe((state, before) => {
      if (state.live !== before.live) draws += 1
    })
    await runs.getState().start({ ...triage, prefill: '' })
    expect(runs.getState().live?.run.usage?.output_tokens).toBe(2_000)
    expect(draws).toBeLessThan(500)
  })

  it('stops on demand and keeps what came', async () => {
    await host.call('simulator.setScenario', { scenario: 'slow?ms=20' })
    const { runs, history } = makeStores()
    const ended = runs.getState().start(triage)
    await until(runs, ({ live }) => (live?.blocks[0]?.length ?? 0) > triage.prefill.length)
    expect(runs.getState().stop()).toBe(true)
    await ended
    const { live } = runs.getState()
    expect(live?.run.state).toBe('stopped')
    expect(live?.answer.length).toBeGreaterThan(triage.prefill.length)
    expect(runs.getState().stop()).toBe(false)
    expect(history.getState().runs.map(({ state }) => state)).toEqual(['stopped'])
  })

  it('starts nothing while a run of the same prompt is going', async () => {
    await host.call('simulator.setScenario', { scenario: 'slow?ms=20' })
    const { runs, history } = makeStores()
    const first = runs.getState().start(triage)
    await runs.getState().start(triage)
    await until(runs, ({ live }) => live !== null)
    runs.getState().stop()
    await first
    expect(history.getState().runs.length).toBe(1)
  })

  it('holds an error with what the API said', async () => {
    await host.call('simulator.setScenario', { scenario: 'unauthorized-401' })
    const { runs } = makeStores()
    await runs.getState().start(triage)
    const run = runs.getState().live?.run
    expect(run).toMatchObject({ state: 'failed', error: { status: 401, type: 'authentication_error' } })
    expect(run?.attempts.length).toBe(1)
    expect(announced.at(-1)).toMatch(/^Error: /)
  })

  it('keeps the part of an answer that was cut off', async () => {
    await host.call('simulator.setScenario', { scenario: 'cut?after=1500' })
    const { runs } = makeStores()
    await runs.getState().start(triage)
    const { live } = runs.getState()
    expect(live?.run.state).toBe('truncated')
    expect(live?.blocks.every(({ isComplete }) => isComplete)).toBe(true)
  })

  it('opens a run of the history read-only and goes back', async () => {
    const { runs } = makeStores()
    await runs.getState().start(triage)
    const older = runs.getState().live?.run.id ?? ''
    await runs.getState().start(triage)
    const newer = runs.getState().live?.run.id
    await runs.getState().open(older)
    expect(runs.getState().opened?.run.id).toBe(older)
    expect(runs.getState().opened?.answer.toString()).toContain('{"category":')
    expect(runs.getState().live?.run.id).toBe(newer)
    runs.getState().closeOpened()
    expect(runs.getState().opened).toBeNull()
  })

  it('says what is wrong when a run of the history is not there', async () => {
    const { runs } = makeStores()
    await runs.getState().open('no-such-run')
    expect(runs.getState()).toMatchObject({ opened: null, failure: { kind: 'not-found' } })
  })
})

describe('the history', () => {
  it('lists the runs newest first, page after page, without gaps or doubles', async () => {
    const { runs, history } = makeStores()
    for (let count = 0; count < 53; count += 1) await runs.getState().start(triage)
    const fresh = createHistoryStore(host)
    await fresh.getState().loadMore()
    expect([fresh.getState().runs.length, fresh.getState().hasMore]).toEqual([50, true])
    await fresh.getState().loadMore()
    const ids = fresh.getState().runs.map(({ id }) => id)
    expect(ids).toEqual(history.getState().runs.map(({ id }) => id))
    expect([ids.length, new Set(ids).size, fresh.getState().hasMore]).toEqual([53, 53, false])
  })

  it('shows a run from its start on, and its end in the same row', async () => {
    const { runs, history } = makeStores()
    const states: string[] = []
    history.subscribe(({ runs: [run] }) => void (run && states.push(run.state)))
    await runs.getState().start(triage)
    expect(states).toEqual(['running', 'completed'])
    expect(history.getState().runs[0]).not.toHaveProperty('response')
  })
})
