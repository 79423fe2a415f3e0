import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { Host } from '#renderer/host/host'
import type { AppNotice } from '#shared/contract/app'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { createTestCore, createTestHost } from '../../test/support/test-core.ts'
import { createNotices } from './notices.ts'

const path = '/data/config.json.damaged-2026-11-22T10-00-00'

/** The first `count` notices that a window hears. */
async function hear(host: Host, count: number): Promise<AppNotice[]> {
  const heard: AppNotice[] = []
  for await (const batch of host.stream('app.notices', {})) {
    heard.push(...batch)
    if (heard.length >= count) break
  }
  return heard
}

it('tells of a damaged settings file until it is dismissed, to a reloaded window too', async () => {
  const test = await createTestCore({ damagedStores: [{ what: 'settings', path, isRestored: false }] })
  onTestFinished(test.dispose)
  const [notice] = await hear(createTestHost(test.core), 1)
  expect(notice).toMatchObject({ message: expect.stringContaining('settings file was damaged'), path })
  const reloaded = createTestHost(test.core)
  expect(await hear(reloaded, 1)).toEqual([notice])
  await reloaded.call('app.dismissNotice', { id: notice?.id ?? '' })
  await reloaded.call('app.dismissNotice', { id: notice?.id ?? '' })
  const leave = new AbortController()
  const heard: AppNotice[] = []
  const listening = (async () => {
    for await (const batch of reloaded.stream('app.notices', {}, { signal: leave.signal })) heard.push(...batch)
  })()
  await reloaded.call('app.info', {})
  leave.abort()
  await listening
  expect(heard).toEqual([])
})

it('tells of a damaged history once the database has met it, and logs it', async () => {
  const dataFolder = await temporaryFolder()
  writeFileSync(join(dataFolder, 'antiphon.db'), 'this is no database, '.repeat(500))
  const test = await createTestCore({ dataFolder })
  onTestFinished(test.dispose)
  const [notice] = await hear(createTestHost(test.core), 1)
  expect(notice?.message).toContain('run history was damaged')
  expect(readFileSync(notice?.path ?? '', 'utf8')).toContain('this is no database')
  await test.core.close()
  expect(readFileSync(join(dataFolder, 'logs/antiphon.log'), 'utf8')).toContain(notice?.path)
})

it.each([
  ['journal', 'unsaved edits'],
  ['drafts', 'typed as JSON'],
  ['trash', 'was removed'],
  ['trash/unsaved', 'was removed'],
])('tells of a damaged file in %s, where it is kept, and only once', async (name, says) => {
  const test = await createTestCore()
  onTestFinished(test.dispose)
  const host = createTestHost(test.core)
  const [{ id } = { id: '' }] = await host.call('prompts.list', {})
  mkdirSync(join(test.folder, name), { recursive: true })
  writeFileSync(join(test.folder, name, `${id}.json`), '{"format": 2, "torn')
  // Both read the same file at the same time.
  if (name === 'journal') await Promise.all([host.call('prompts.list', {}), host.call('prompts.open', { id })])
  else if (name === 'drafts') await host.call('prompts.open', { id })
  else await expect(host.call('prompts.restore', { id })).rejects.toThrow('gone')
  const [notice] = await hear(host, 1)
  expect(notice?.message).toContain(says)
  expect(readFileSync(notice?.path ?? '', 'utf8')).toBe('{"format": 2, "torn')
})

it('tells every open window of what becomes known later, and ends with the window', async () => {
  const notices = createNotices({ notice: () => {} }, () => 'n1')
  const [one, other] = [new AbortController(), new AbortController()]
  const first = notices.handlers['app.notices']({}, { signal: one.signal })[Symbol.asyncIterator]()
  const second = notices.handlers['app.notices']({}, { signal: other.signal })[Symbol.asyncIterator]()
  const heard = Promise.all([first.next(), second.next()])
  notices.tell('database', { message: 'Damaged. It is kept as', path })
  const event = { done: false, value: { id: 'n1', message: 'Damaged. It is kept as', path } }
  expect(await heard).toEqual([event, event])
  one.abort()
  expect(await first.next()).toEqual({ done: true, value: undefined })
})
