import { expect, it, onTestFinished } from 'vitest'
import type { Host } from '#renderer/host/host'
import { applyPreset, type PresetParts, partsOf, takeParts } from '#shared/presets/preset'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost, memorySettings } from '../../test/support/test-core.ts'
import type { SettingsStore } from './core-deps.ts'
import { builtInPresets } from './presets.ts'

async function startHost(presetStore: SettingsStore = memorySettings({ presets: [] })): Promise<Host> {
  const test = await createTestCore({ presetStore })
  onTestFinished(test.dispose)
  return createTestHost(test.core)
}
const add = (host: Host, name: string, index = 0, parts: PresetParts = { prefill: name }) =>
  host.call('presets.add', { presets: [{ name, parts }], index })
const names = (entries: { name: string }[]) => entries.map(({ name }) => name)
const list = async (host: Host) => names(await host.call('presets.list', {}))
const idOf = async (host: Host, name: string) =>
  (await host.call('presets.list', {})).find((entry) => entry.name === name)?.id ?? ''

it('begins with the built-in presets, which stay as the person leaves them', async () => {
  const store = memorySettings()
  const host = await startHost(store)
  const first = await list(host)
  expect(first).toEqual(names([...builtInPresets]))
  await host.call('presets.remove', { id: await idOf(host, 'Warm prose') })
  const again = await startHost(store)
  expect(await list(again)).toEqual(first.filter((name) => name !== 'Warm prose'))
  const entries = await again.call('presets.addBuiltIn', {})
  expect(names(entries)).toEqual([...first.filter((name) => name !== 'Warm prose'), 'Warm prose'])
  expect(await again.call('presets.addBuiltIn', {})).toEqual(entries)
})

it('comes with presets that can each be applied and run', async () => {
  const host = await startHost()
  const [older, newer] = examplePrompts as [Prompt, Prompt]
  const ends = []
  for (const { name, parts } of builtInPresets) {
    const prompt = applyPreset(parts.notSent ? newer : older, parts, () => crypto.randomUUID())
    for await (const batch of host.stream('runs.start', { prompt })) {
      for (const event of batch) if (event.type === 'end') ends.push([name, event.run.state, event.run.error?.said])
    }
  }
  expect(ends).toEqual(builtInPresets.map(({ name }) => [name, 'completed', undefined]))
})

it('keeps every part of a prompt across a restart', async () => {
  const store = memorySettings()
  const [prompt] = examplePrompts as [Prompt]
  const parts = takeParts(prompt, new Set(partsOf(prompt).map(({ key }) => key)))
  const entries = await add(await startHost(store), 'All of it', 0, { ...parts, later: { company: 'Acme' } })
  const again = await startHost(store)
  expect(await again.call('presets.get', { id: entries[0]?.id ?? '' })).toEqual({
    id: entries[0]?.id,
    name: 'All of it',
    parts: { ...parts, later: { company: 'Acme' } },
  })
  expect(entries[0]?.holds.slice(0, 4)).toEqual(['Model', 'API version', 'System prompt', 'Max tokens'])
})

it('adds at a place, moves, renames and updates', async () => {
  const host = await startHost()
  for (const name of ['One', 'Two', 'Three']) await add(host, name, 99)
  await add(host, 'Zero', 0)
  expect(await list(host)).toEqual(['Zero', 'One', 'Two', 'Three'])
  expect(names(await host.call('presets.move', { id: await idOf(host, 'Zero'), index: 2 }))).toEqual([
    'One',
    'Two',
    'Zero',
    'Three',
  ])
  expect(names(await host.call('presets.move', { id: await idOf(host, 'Three'), index: 0 }))[0]).toBe('Three')
  expect(names(await host.call('presets.move', { id: await idOf(host, 'Three'), index: 50 })).at(-1)).toBe('Three')
  const id = await idOf(host, 'Zero')
  await host.call('presets.update', { preset: { id, name: ' Nought \n again ', parts: { model: 'm' } } })
  expect(await host.call('presets.get', { id })).toEqual({ id, name: 'Nought again', parts: { model: 'm' } })
  expect(await list(host)).toEqual(['One', 'Two', 'Nought again', 'Three'])
})

it('removes, and brings back as it was and where it was, once', async () => {
  const host = await startHost()
  for (const name of ['One', 'Two', 'Three']) await add(host, name, 99)
  const before = await host.call('presets.list', {})
  const { preset, index, entries } = await host.call('presets.remove', { id: before[1]?.id ?? '' })
  expect([preset.name, index, names(entries)]).toEqual(['Two', 1, ['One', 'Three']])
  expect(await host.call('presets.restore', { preset, index })).toEqual(before)
  expect(await host.call('presets.restore', { preset, index })).toEqual(before)
})

it.each(['presets.get', 'presets.remove', 'presets.move', 'presets.update'] as const)(
  'says so when the preset of %s is gone',
  async (name) => {
    const host = await startHost()
    const input = { id: 'gone', index: 0, preset: { id: 'gone', name: 'Gone', parts: {} } }
    await expect(host.call(name, input)).rejects.toMatchObject({ kind: 'not-found', facts: { id: 'gone' } })
  },
)

it('leaves alone what it cannot read, and keeps it in its place', async () => {
  const newer = { id: 'n', name: 'Of a newer Antiphon', parts: { system: { sealed: true } }, since: 9 }
  const known = { id: 'k', name: 'Known', parts: {}, colour: 'blue' }
  const store = memorySettings({ presets: [newer, known, 7] })
  const host = await startHost(store)
  expect(await list(host)).toEqual(['Known'])
  await add(host, 'Added', 1)
  expect(store.get('presets')).toEqual([newer, known, 7, expect.objectContaining({ name: 'Added' })])
  const odd = memorySettings({ presets: { not: 'a list' } })
  await add(await startHost(odd), 'Added', 0)
  expect(odd.get('presets')).toEqual([{ not: 'a list' }, expect.objectContaining({ name: 'Added' })])
})

it('says how many presets there is room for', async () => {
  const host = await startHost()
  const presets = Array.from({ length: 500 }, (_, index) => ({ name: `P${index}`, parts: {} }))
  await host.call('presets.add', { presets, index: 0 })
  await host.call('presets.add', { presets, index: 0 })
  await expect(add(host, 'One more')).rejects.toMatchObject({
    kind: 'invalid-input',
    message: expect.stringContaining('room for 1000 presets'),
  })
  expect(await list(host)).toHaveLength(1_000)
})

it('turns an error of the disk into a sentence, and changes nothing', async () => {
  const full = () => {
    throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC', syscall: 'write' })
  }
  const host = await startHost({ ...memorySettings({ presets: [] }), set: full })
  await expect(add(host, 'One')).rejects.toMatchObject({
    kind: 'storage',
    message: expect.stringContaining('the disk is full'),
  })
  expect(await list(host)).toEqual([])
})
