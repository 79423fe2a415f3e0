import { readFileSync } from 'node:fs'
import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/examples'
import type { Prompt } from '#shared/prompt'
import { createTestCore, createTestHost } from '../../../../test/support/test-core.ts'
import type { Host } from '../../host/host.ts'
import { createTransferStore } from './transfer-store.ts'

const triage = examplePrompts[0] as Prompt

async function newHost(): Promise<Host> {
  const core = await createTestCore()
  onTestFinished(() => core.dispose())
  return createTestHost(core.core)
}

it('carries the history of one Antiphon to another, through a file', async () => {
  const [there, here] = [await newHost(), await newHost()]
  for await (const _events of there.stream('runs.start', { prompt: triage }));
  const out = createTransferStore(there, () => {})
  await out.getState().exportRuns({ filter: {} }, 'jsonl')
  expect(out.getState()).toMatchObject({ going: null, failure: null, exported: { runs: 1 } })

  let changes = 0
  const into = createTransferStore(here, () => {
    changes += 1
  })
  const steps = new Set<string | undefined>()
  into.subscribe(({ going }) => steps.add(going?.step))
  await into.getState().importFile(new File([readFileSync(out.getState().exported?.path ?? '')], 'history.jsonl'))
  expect(into.getState()).toMatchObject({ going: null, imported: { imported: 1, known: 0, refused: 0 } })
  expect([changes, steps.has('read'), steps.has('take')]).toEqual([1, true, true])
  const [one, other] = await Promise.all(
    [there, here].map((host) => host.call('runs.list', { before: null, limit: 5 })),
  )
  expect(other).toEqual(one)
})

it('says why a file is not imported, until that is put away', async () => {
  const store = createTransferStore(await newHost(), () => {})
  await store.getState().importFile(new File(['Dear all,'], 'letter.txt'))
  expect(store.getState().failure?.message).toContain('Nothing was imported')
  store.getState().dismiss()
  expect(store.getState().failure).toBeNull()
})
