import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { CoreDeps } from '#core/core-deps'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts'
import { createTestCore, createTestHost } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { createTransferStore } from './transfer-store.ts'

const triage = examplePrompts[0] as Prompt

async function newHost(overrides: Partial<CoreDeps> = {}): Promise<Host> {
  const core = await createTestCore(overrides)
  onTestFinished(() => core.dispose())
  return createTestHost(core.core)
}

it('carries the history of one Antiphon to another, through a file where the person wants it', async () => {
  const path = join(await temporaryFolder(), 'mine.jsonl')
  const [there, here] = [await newHost({ chooseFile: async () => path }), await newHost()]
  for await (const _events of there.stream('runs.start', { prompt: triage }));
  const out = createTransferStore(there, () => {})
  await out.getState().exportRuns({ choice: { filter: {} }, format: 'jsonl', withWire: true })
  expect(out.getState()).toMatchObject({ going: null, failure: null, exported: { runs: 1, file: { path } } })

  let changes = 0
  const into = createTransferStore(here, () => {
    changes += 1
  })
  const steps = new Set<string | undefined>()
  into.subscribe(({ going }) => steps.add(going?.step))
  await into.getState().importFile(new File([readFileSync(path)], 'history.jsonl'))
  expect(into.getState()).toMatchObject({ going: null, imported: { imported: 1, known: 0, refused: 0 } })
  expect([changes, steps.has('read'), steps.has('take')]).toEqual([1, true, true])
  const [one, other] = await Promise.all(
    [there, here].map((host) => host.call('runs.list', { before: null, limit: 5 })),
  )
  expect(other).toEqual(one)
})

it('hands the file to the browser where there is no dialog to ask in', async () => {
  const saved: [string, string][] = []
  const host = await newHost()
  for await (const _events of host.stream('runs.start', { prompt: triage }));
  const store = createTransferStore(
    host,
    () => {},
    (name, content) => void content.text().then((text) => saved.push([name, text])),
  )
  await store.getState().exportRuns({ choice: { filter: {} }, format: 'csv', withWire: false })
  const name = store.getState().exported?.file.name ?? ''
  expect(name).toMatch(/^antiphon-history-.*\.csv$/)
  await expect.poll(() => saved).toEqual([[name, expect.stringContaining('started_at,model')]])
})

it('says why a file is not imported, until that is put away', async () => {
  const store = createTransferStore(await newHost(), () => {})
  await store.getState().importFile(new File(['Dear all,'], 'letter.txt'))
  expect(store.getState().failure?.message).toContain('Nothing was imported')
  store.getState().dismiss()
  expect(store.getState().failure).toBeNull()
})
