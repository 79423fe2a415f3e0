import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore, databaseWorker } from '../../../test/support/test-core.ts'
import { openRunStore } from '../db/open-run-store.ts'

const stay = { signal: new AbortController().signal }

it('keeps every run unless it is told to keep them for some days, and then those with a star', async () => {
  const folder = await temporaryFolder()
  const store = openRunStore({ file: join(folder, 'antiphon.db'), worker: databaseWorker, onNotice() {}, onDeath() {} })
  for (const [id, startedAt] of [
    ['starred', '2026-01-01T00:00:00.000Z'],
    ['old', '2026-01-02T00:00:00.000Z'],
    ['new', '2026-11-22T00:00:00.000Z'],
  ] as const) {
    await store.insert(sampleEndedRun({ id, startedAt }))
  }
  await store.star({ ids: ['starred'], isStarred: true })
  await store.close()
  const core = await createTestCore({ dataFolder: folder, now: () => new Date('2026-11-23T00:00:00.000Z') })
  onTestFinished(() => core.dispose())
  const left = async () => {
    const { runs } = await core.handlers['runs.list']({ before: null, limit: 10 }, stay)
    return runs.map(({ id }) => id)
  }
  await core.handlers['settings.set']({ theme: 'dark' }, stay)
  expect(await left()).toEqual(['new', 'old', 'starred'])
  await core.handlers['settings.set']({ historyKeepDays: 30 }, stay)
  await expect.poll(left).toEqual(['new', 'starred'])
})
