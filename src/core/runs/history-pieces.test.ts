// A run with much wire goes in piece by piece, and with all of it or not at all.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { ImportEvent } from '#shared/runs/history'
import { exported, historyIn, importAll, longHistory, pieceBytes } from '../../../test/support/history-calls.ts'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import { temporaryFolder } from '../../../test/support/temporary-folder.ts'
import { createTestCore } from '../../../test/support/test-core.ts'
import { checkHistoryFile } from './check-history-file.ts'

it('takes the wire of a long run in pieces, and has the run only once all of it is there', async () => {
  const { path } = await exported(await longHistory())
  checkHistoryFile(path, `${path}.checked`, () => {})
  const here = await historyIn()
  const seen: unknown[] = []
  importAll(here, `${path}.checked`, ({ taking }, bytes) => {
    expect(bytes).toBeLessThan(1_000_000 + 1.4 * pieceBytes)
    seen.push([taking, here.ids()])
  })
  expect(seen.slice(0, -1).length).toBeGreaterThan(2)
  for (const state of seen.slice(0, -1)) expect(state).toEqual(['long', ['before']])
  expect(seen.at(-1)).toEqual([null, ['after', 'before', 'long']])
})

it('has nothing of a run after a restart that was not taken over to its end', async () => {
  const there = await longHistory()
  const { path } = await exported(there)
  const checked = `${path}.checked`
  checkHistoryFile(path, checked, () => {})
  const folder = await temporaryFolder()
  const before = await historyIn(folder)
  const { imported: _imported, known: _known, ...place } = before.importSome({ path: checked, offset: 0, taking: null })
  expect(place.taking).toBe('long')
  expect(before.unpackedAfter(0)).not.toEqual([])

  const here = await historyIn(folder)
  expect(here.unpackedAfter(0)).toEqual([])
  expect(() => here.importSome({ path: checked, ...place })).toThrow('is gone')
  expect(importAll(here, checked)).toEqual({ imported: 2, known: 1 })
  expect(here.rows('long')).toEqual(there.rows('long'))
})

it('leaves a run as it is that came from elsewhere while its wire was taken over', async () => {
  const { path } = await exported(await longHistory())
  checkHistoryFile(path, `${path}.checked`, () => {})
  const here = await historyIn()
  let isShared = false
  const sum = importAll(here, `${path}.checked`, ({ taking }) => {
    if (taking && !isShared) here.insertPlainly(sampleEndedRun({ id: 'long', excerpt: 'from a bundle' }))
    isShared = true
  })
  expect([isShared, sum]).toEqual([true, { imported: 2, known: 1 }])
  expect([here.get('long')?.excerpt, here.rows('long')]).toEqual(['from a bundle', []])
})

it('tells how far it is within a few long runs, of a file and of a database', async () => {
  const folder = await temporaryFolder()
  const { path } = await exported(await longHistory())
  const source = await historyIn(folder)
  checkHistoryFile(path, `${path}.checked`, () => {})
  importAll(source, `${path}.checked`)
  for (const file of [path, join(folder, 'antiphon.db')]) {
    const shares: number[] = []
    checkHistoryFile(file, `${file}.again`, ({ done, total }) => shares.push(done / total))
    expect(shares.length).toBeGreaterThan(10)
    expect(shares).toEqual(shares.toSorted((one, other) => one - other))
    expect(shares.at(-1)).toBeGreaterThan(0.95)
    expect(shares.at(-1)).toBeLessThanOrEqual(1.001)
  }
})

it('takes back what it has of a run in the middle of which the import is stopped', async () => {
  const { path } = await exported(await longHistory())
  const { handlers, folder, core } = await createTestCore()
  const stop = new AbortController()
  const bytes = readFileSync(path)
  for (let offset = 0; offset < bytes.length; offset += 1_000_000) {
    const data = bytes.subarray(offset, offset + 1_000_000).toString('base64')
    await handlers['history.importPart']({ upload: 'a', offset, data }, { signal: stop.signal })
  }
  let end: ImportEvent | undefined
  for await (const event of handlers['history.import']({ upload: 'a' }, { signal: stop.signal })) {
    if (event.type === 'progress' && event.step === 'take') stop.abort()
    end = event
  }
  expect(end).toMatchObject({ type: 'end', imported: 1 })
  await core.close()
  const here = await historyIn(folder)
  expect([here.ids(), here.unpackedAfter(0)]).toEqual([['before'], []])
})

it('takes a run with all of its wire or not at all', async () => {
  const { path } = await exported(await longHistory())
  const checked = `${path}.checked`
  checkHistoryFile(path, checked, () => {})
  const lines = readFileSync(checked, 'utf8').split('\n')
  const broken = '{"attempt":1,"sequence":0,"kind":"none","facts":"{}","packed":null}'
  writeFileSync(`${checked}.broken`, [...lines.slice(0, 15), broken].join('\n'))
  const here = await historyIn()
  expect(() => importAll(here, `${checked}.broken`)).toThrow('constraint')
  expect(here.ids()).toEqual(['before'])
  expect(here.unpackedAfter(0)).not.toEqual([])
  while (here.importDrop({ runId: 'long' }).hasMore);
  expect(here.unpackedAfter(0)).toEqual([])
  expect(importAll(here, checked)).toEqual({ imported: 2, known: 1 })
})
