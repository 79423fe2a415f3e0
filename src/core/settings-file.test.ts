import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Conf from 'conf'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { memorySettings } from '../../test/support/test-core.ts'
import { guardSettingsFile, openStores } from './settings-file.ts'

const at = new Date('2026-11-22T10:00:00Z')

it.each([
  ['empty', ''],
  ['cut short', '{"view": {"theme":'],
  ['binary', Buffer.from([0, 255, 1, 254])],
  ['begun with a mark of the byte order', '\uFEFF{"view": {}}'],
  ['a list', '[1, 2]'],
  ['a number', '7'],
  ['nothing', 'null'],
])('sets a file aside that is %s, so that the store starts (R34)', async (_what, content) => {
  const folder = await temporaryFolder()
  const path = join(folder, 'config.json')
  writeFileSync(path, content)
  const aside = `${path}.damaged-2026-11-22T10-00-00`
  expect(guardSettingsFile(path, at)).toBe(aside)
  expect(readFileSync(aside)).toEqual(Buffer.from(content))
  const store = new Conf<Record<string, unknown>>({ cwd: folder, configName: 'config' })
  store.set('view', { theme: 'dark' })
  expect(store.get('view')).toEqual({ theme: 'dark' })
})

it('sets a folder aside that lies in the way (R34)', async () => {
  const folder = await temporaryFolder()
  mkdirSync(join(folder, 'config.json'))
  expect(guardSettingsFile(join(folder, 'config.json'), at)).not.toBeNull()
})

it('keeps each of two files that were damaged in the same second (R34)', async () => {
  const folder = await temporaryFolder()
  const path = join(folder, 'config.json')
  for (const content of ['one', 'two']) {
    writeFileSync(path, content)
    guardSettingsFile(path, at)
  }
  expect(readdirSync(folder)).toEqual([
    'config.json.damaged-2026-11-22T10-00-00',
    'config.json.damaged-2026-11-22T10-00-00-2',
  ])
})

it('leaves a good file and a missing one alone (R34)', async () => {
  const path = join(await temporaryFolder(), 'config.json')
  expect(guardSettingsFile(path, at)).toBeNull()
  writeFileSync(path, '{"view": {"theme": "dark"}}')
  expect(guardSettingsFile(path, at)).toBeNull()
  expect(readFileSync(path, 'utf8')).toBe('{"view": {"theme": "dark"}}')
})

it('opens settings and presets, each in a file of its own, and names what was damaged (R34)', async () => {
  const folder = await temporaryFolder()
  writeFileSync(join(folder, 'config.json'), '{"view": {}}')
  writeFileSync(join(folder, 'presets.json'), '{"pre')
  const opened: string[] = []
  const { damagedStores } = openStores(folder, at, (name) => {
    opened.push(name)
    return memorySettings()
  })
  expect(opened).toEqual(['config', 'presets'])
  const path = join(folder, 'presets.json.damaged-2026-11-22T10-00-00')
  expect(damagedStores).toEqual([{ what: 'presets', path, isRestored: false }])
})

describe('the copy of a file that was last good (R34)', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
  afterEach(() => void vi.useRealTimers())
  const openIn = (folder: string) =>
    openStores(folder, at, (name) => new Conf<Record<string, unknown>>({ cwd: folder, configName: name }))

  it('takes the place of one that is damaged, with what was written last before', async () => {
    const folder = await temporaryFolder()
    const { settings, presetStore } = openIn(folder)
    settings.set('view', { theme: 'dark' })
    settings.set('connections', ['one'])
    presetStore.set('presets', ['mine'])
    vi.advanceTimersByTime(2_000)
    writeFileSync(join(folder, 'config.json'), '{"view": {"the')
    writeFileSync(join(folder, 'presets.json'), '')
    const again = openIn(folder)
    expect(again.settings.get('view')).toEqual({ theme: 'dark' })
    expect(again.settings.get('connections')).toEqual(['one'])
    expect(again.presetStore.get('presets')).toEqual(['mine'])
    expect(again.damagedStores.map(({ what, isRestored }) => [what, isRestored])).toEqual([
      ['settings', true],
      ['presets', true],
    ])
    expect(readFileSync(join(folder, 'config.json.damaged-2026-11-22T10-00-00'), 'utf8')).toBe('{"view": {"the')
  })

  it('is made at the next start where the last write came just before the end', async () => {
    const folder = await temporaryFolder()
    openIn(folder).settings.set('view', { theme: 'light' })
    openIn(folder)
    writeFileSync(join(folder, 'config.json'), 'x')
    expect(openIn(folder).settings.get('view')).toEqual({ theme: 'light' })
  })

  it('is not used where it is damaged too, and is never made of a damaged file', async () => {
    const folder = await temporaryFolder()
    openIn(folder).settings.set('view', { theme: 'light' })
    openIn(folder)
    writeFileSync(join(folder, 'config.json'), 'x')
    writeFileSync(join(folder, 'config.last-good.json'), '[')
    const { settings, damagedStores } = openIn(folder)
    expect(settings.get('view')).toBeUndefined()
    expect(damagedStores.map(({ isRestored }) => isRestored)).toEqual([false])
  })
})
