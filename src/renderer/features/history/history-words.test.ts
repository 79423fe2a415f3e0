import { expect, it } from 'vitest'
import { noMarks, type RunHit } from '#shared/runs/history'
import { sampleEndedRun } from '../../../../test/support/sample-run.ts'
import type { Host } from '../../host/host.ts'
import { createHistoryViewStore, type HistoryViewStore } from './history-view-store.ts'
import { countWords, emptyWords } from './history-words.ts'

const runs = Array.from({ length: 50 }, (_, place) => ({ ...sampleEndedRun({ id: `run-${place}` }), ...noMarks }))
const found = runs.slice(0, 20).map((run): RunHit => ({ run, where: 'answer', parts: [] }))

/** A history of 1,200 runs, of which 138 pass any filter. */
function history(): HistoryViewStore {
  const answers: Record<string, unknown> = {
    'runs.list': { runs, hasMore: true },
    'history.search': { hits: found, next: 'run-19', unread: 0 },
    'history.facets': { total: 1_200, oldestAt: null, models: [], stopReasons: [], prompts: [] },
    'history.count': 138,
  }
  // Safe: these are all the calls that a list of runs makes.
  return createHistoryViewStore({ call: async (name: string) => answers[name] } as unknown as Host)
}
const words = (store: HistoryViewStore) => countWords(store.getState())

it('says how many runs there are, and how many pass the filters, before they are all listed', async () => {
  const store = history()
  await store.getState().reload()
  expect(words(store)).toBe('1,200 runs')
  store.getState().setFilter({ model: 'claude-haiku-4-5' })
  await expect.poll(() => words(store)).toBe('138 runs')
  store.getState().put(sampleEndedRun({ id: 'a-new-one' }))
  expect(words(store)).toBe('139 runs')
  store.getState().setText('hello')
  await expect.poll(() => words(store)).toBe('20+ runs')
})

it('says that no run is of both where the first day is behind the last', () => {
  const state = {
    ...history().getState(),
    filter: { from: '2026-11-20T00:00:00.000Z', until: '2026-11-02T00:00:00.000Z' },
  }
  expect(emptyWords(state)).toBe('“From” is later than “To”: no run is of both.')
})
