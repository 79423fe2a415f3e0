import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { createTestCore, createTestHost } from '../../../../test/support/test-core.ts'
import { createHistoryStore } from './history-store.ts'

it('has every run once, in the order of the core, where the clock went back between two runs (R39)', async () => {
  let hour = 0
  // Ids go on rising meanwhile.
  const { core, dispose } = await createTestCore({ now: () => new Date(Date.UTC(2026, 9, 25, 12 - hour)) })
  onTestFinished(dispose)
  const host = createTestHost(core)
  const store = createHistoryStore(host)
  const run = async () => {
    for await (const events of host.stream('runs.start', { prompt: examplePrompts[0]! })) {
      for (const event of events) if (event.type === 'end') store.getState().put(event.run)
    }
  }
  await run()
  hour = 1
  await run()
  const { runs } = await host.call('runs.list', { before: null, limit: 10 })
  expect(store.getState().runs.map(({ id }) => id)).toEqual(runs.map(({ id }) => id))
  await store.getState().loadMore()
  expect(store.getState().runs.map(({ id }) => id)).toEqual(runs.map(({ id }) => id))
})
