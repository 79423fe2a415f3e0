import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost } from '../../../test/support/test-core.ts'

const [example] = examplePrompts as [Prompt, Prompt]
const promptId = example.id

async function open() {
  let ms = Date.UTC(2026, 10, 23)
  const { core, folder, dispose } = await createTestCore({
    now: () => {
      ms += 1_000
      return new Date(ms)
    },
  })
  onTestFinished(dispose)
  const host = createTestHost(core)
  await host.call('prompts.list', {})
  return { host, library: join(folder, 'library') }
}

it('keeps named states of a prompt beside it, the newest first, and gives each back whole', async () => {
  const { host, library } = await open()
  const later: Prompt = { ...example, system: 'Later.', betas: ['a'], headers: { b: 'c' } }
  await host.call('snapshots.take', { prompt: example, name: 'First' })
  const list = await host.call('snapshots.take', { prompt: later, name: 'Second' })
  expect(list.map(({ name }) => name)).toEqual(['Second', 'First'])
  expect((await host.call('snapshots.get', { promptId, id: list[0]!.id })).prompt).toEqual(later)
  expect(await host.call('snapshots.list', { promptId: 'another' })).toEqual([])
  expect(await host.call('prompts.list', {})).toHaveLength(2)
  expect(readFileSync(join(library, 'support-triage.json'), 'utf8')).not.toContain('Later.')
})

it('renames, deletes, and brings a deleted one back to its place', async () => {
  const { host } = await open()
  await host.call('snapshots.take', { prompt: example, name: 'One' })
  const [two] = await host.call('snapshots.take', { prompt: example, name: 'Two' })
  expect(
    (await host.call('snapshots.rename', { promptId, id: two!.id, name: 'Zwei' })).map(({ name }) => name),
  ).toEqual(['Zwei', 'One'])
  const snapshot = await host.call('snapshots.remove', { promptId, id: two!.id })
  expect((await host.call('snapshots.list', { promptId })).map(({ name }) => name)).toEqual(['One'])
  expect((await host.call('snapshots.restore', { snapshot }))[0]?.name).toBe('Zwei')
  await host.call('prompts.remove', { id: promptId })
  await host.call('prompts.restore', { id: promptId })
  expect(await host.call('snapshots.list', { promptId })).toHaveLength(2)
})

it('leaves out what it cannot read, and leaves it alone', async () => {
  const { host, library } = await open()
  await host.call('snapshots.take', { prompt: example, name: 'One' })
  const folder = join(library, 'snapshots', promptId)
  writeFileSync(join(folder, 'broken.json'), '{')
  writeFileSync(join(folder, 'newer.json'), JSON.stringify({ kind: 'antiphon-snapshot', format: 2 }))
  expect(await host.call('snapshots.list', { promptId })).toHaveLength(1)
  expect(readdirSync(folder)).toHaveLength(3)
})

it('takes no snapshot of a prompt that holds a secret', async () => {
  const { host, library } = await open()
  const prompt = { ...example, system: `sk-ant-api03-${'a1B2'.repeat(24)}` }
  await expect(host.call('snapshots.take', { prompt, name: 'No' })).rejects.toMatchObject({ kind: 'secret' })
  expect(readdirSync(library)).not.toContain('snapshots')
})
