import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import { createTestCore, createTestHost, type TestCore } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { createHistoryViewStore, type HistoryViewStore } from './history-view-store.ts'
import { promptOfRun } from './restore-run.ts'

const triage = examplePrompts[0] as Prompt

let core: TestCore
let host: Host

beforeEach(async () => {
  core = await createTestCore()
  host = createTestHost(core.core)
})
afterEach(() => core.dispose())

async function run(prompt: Prompt): Promise<Run> {
  let ended: Run | null = null
  for await (const events of host.stream('runs.start', { prompt })) {
    for (const event of events) if (event.type === 'end') ended = event.run
  }
  if (!ended) throw new Error('The run did not end.')
  return ended
}

const says = (text: string): Prompt => ({
  ...triage,
  prefill: '',
  messages: [{ id: 'm1', role: 'user', content: text }],
})
const ids = (store: HistoryViewStore) => store.getState().rows.map(({ run: { id } }) => id)
const idle = (store: HistoryViewStore) => expect.poll(() => store.getState().isLoading).toBe(false)

describe('the whole history', () => {
  it('lists every run newest first, and finds one by what was said in it', async () => {
    const first = await run(says('a walrus'))
    const second = await run(says('a pelican'))
    const store = createHistoryViewStore(host)
    await store.getState().reload()
    expect(ids(store)).toEqual([second.id, first.id])
    expect(store.getState().facets).toMatchObject({ total: 2, models: [triage.model] })

    store.getState().setText('walr')
    await idle(store)
    expect(ids(store)).toEqual([first.id])
    expect(store.getState().rows[0]?.parts.some(({ text, isHit }) => isHit && text === 'walrus')).toBe(true)
  })

  it('shows the answer to what was typed last, however fast one types', async () => {
    const first = await run(says('a walrus'))
    await run(says('a pelican'))
    const store = createHistoryViewStore(host)
    for (const text of ['p', 'pe', 'pel', 'wal', 'w', 'walrus']) store.getState().setText(text)
    await idle(store)
    expect(ids(store)).toEqual([first.id])
    store.getState().setText('')
    await idle(store)
    expect(ids(store)).toHaveLength(2)
  })

  it('lists the runs of one prompt, whatever was searched for before', async () => {
    const first = await run(says('a walrus'))
    await run({ ...says('a walrus, too'), id: 'another-prompt' })
    const store = createHistoryViewStore(host)
    store.getState().setText('pelican')
    await idle(store)
    store.getState().showRunsOf(triage.id)
    await idle(store)
    expect([ids(store), store.getState().text]).toEqual([[first.id], ''])
  })

  it('keeps stars and notes, and filters by them', async () => {
    const first = await run(says('a walrus'))
    await run(says('a pelican'))
    const store = createHistoryViewStore(host)
    await store.getState().reload()
    await store.getState().star([first.id], true)
    await store.getState().note(first.id, 'tusks')
    store.getState().setFilter({ isStarred: true })
    await idle(store)
    expect(store.getState().rows.map(({ run: { id, note } }) => [id, note])).toEqual([[first.id, 'tusks']])
  })

  it('shows a run that begins and ends meanwhile in one row, with its marks', async () => {
    const store = createHistoryViewStore(host)
    await store.getState().reload()
    const ended = await run(says('a walrus'))
    store.getState().put({ ...ended, state: 'running' })
    await store.getState().star([ended.id], true)
    store.getState().put(ended)
    expect(store.getState().rows.map(({ run: { id, state, isStarred } }) => [id, state, isStarred])).toEqual([
      [ended.id, 'completed', true],
    ])
    store.getState().setFilter({ state: 'failed' })
    await idle(store)
    store.getState().put({ ...ended, id: 'later' })
    expect(ids(store)).toEqual([])
  })

  it('removes what was selected, for good', async () => {
    const first = await run(says('a walrus'))
    const second = await run(says('a pelican'))
    const store = createHistoryViewStore(host)
    await store.getState().reload()
    store.getState().select(first.id, true)
    await store.getState().remove({ ids: [...store.getState().selected] })
    await idle(store)
    expect([ids(store), [...store.getState().selected], store.getState().removal]).toEqual([[second.id], [], null])
    await expect(host.call('runs.get', { id: first.id })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('says why it cannot be read', async () => {
    const store = createHistoryViewStore(host)
    await core.core.close()
    await store.getState().reload()
    expect(store.getState().failure?.message).toBeTruthy()
    expect(store.getState().isLoading).toBe(false)
  })
})

describe('what a run was made from', () => {
  it('is the prompt as it was then, variables unfilled', async () => {
    const prompt = { ...says('Hello {{name}}'), variables: { values: { name: 'Ada' } } }
    expect(await promptOfRun(host, await run(prompt))).toEqual(prompt)
  })

  it('is made out of the request where no prompt was kept, and makes the same request', async () => {
    const ended = await run({ ...triage, variables: { values: {} } })
    // Safe: only the call that is kept from answering has another answer.
    const noPrompt: Pick<Host, 'call'> = {
      call: async (name, ...rest) => (name === 'runs.prompt' ? null : await host.call(name, ...rest)) as never,
    }
    const made = await promptOfRun(noPrompt, ended)
    expect(made.prefill).toBe(triage.prefill)
    const again = await run(made)
    expect(again.request.body).toEqual(ended.request.body)
    expect(again.request.apiVersion).toBe(ended.request.apiVersion)
  })
})
