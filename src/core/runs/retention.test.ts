import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore, databaseWorker } from '../../../test/support/test-core.ts'
import { openRunStore } from '../db/open-run-store.ts'

const stay = { signal: new AbortController().signal }

/** A history of these runs, named by the moment at which they began, and what is left of it on a day. */
async function historyOf(runs: readonly string[], now: string) {
  const folder = await temporaryFolder()
  const store = openRunStore({ file: join(folder, 'antiphon.db'), worker: databaseWorker, onNotice() {}, onDeath() {} })
  for (const day of runs) await store.insert(sampleEndedRun({ id: day, startedAt: `${day}T00:00:00.000Z` }))
  await store.star({ ids: [runs[0] ?? ''], isStarred: true })
  await store.close()
  let clock = new Date(now)
  const core = await createTestCore({ dataFolder: folder, now: () => clock })
  onTestFinished(() => core.dispose())
  return {
    set: (settings: object) => core.handlers['settings.set'](settings, stay),
    setClock: (moment: string) => {
      clock = new Date(moment)
    },
    left: async () => {
      const { runs } = await core.handlers['runs.list']({ before: null, limit: 10 }, stay)
      return runs.map(({ id }) => id)
    },
  }
}

it('keeps every run unless it is told to keep them for some days, and then those with a star', async () => {
  const { set, left } = await historyOf(['2026-01-01', '2026-01-02', '2026-11-22'], '2026-11-23T00:00:00.000Z')
  await set({ theme: 'dark' })
  expect(await left()).toEqual(['2026-11-22', '2026-01-02', '2026-01-01'])
  await set({ historyKeepDays: 30 })
  await expect.poll(left).toEqual(['2026-11-22', '2026-01-01'])
})

it('deletes nothing while the clock is years ahead, and goes on when it is right', async () => {
  const days = ['2026-01-01', '2026-01-02', '2026-11-22']
  const { set, setClock, left } = await historyOf(days, '2039-01-19T00:00:00.000Z')
  await set({ historyKeepDays: 30 })
  await set({ historyKeepDays: 31 })
  expect(await left()).toEqual(days.toReversed())
  setClock('2026-11-23T00:00:00.000Z')
  await set({ historyKeepDays: 30 })
  await expect.poll(left).toEqual(['2026-11-22', '2026-01-01'])
})
