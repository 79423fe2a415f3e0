import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { LibraryState } from '#shared/library/library'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { createTestCore, createTestHost } from '../../../test/support/test-core.ts'
import { promptFileText } from './prompt-file.ts'

const [example] = examplePrompts as [Prompt, Prompt]

/** A window that watches the library. `now` is the state that it was told last. */
async function watched() {
  const { core, folder, dispose } = await createTestCore()
  onTestFinished(dispose)
  const host = createTestHost(core)
  const states: LibraryState[] = []
  const leaving = new AbortController()
  const watching = (async () => {
    for await (const batch of host.stream('library.watch', {}, { signal: leaving.signal })) states.push(...batch)
  })()
  onTestFinished(() => {
    leaving.abort()
    return watching
  })
  await expect.poll(() => states.length).toBe(1)
  return { host, states, library: join(folder, 'library'), now: () => states.at(-1)! }
}

const namesIn = ({ entries }: LibraryState) => entries.map(({ name }) => name)

it('tells of what others do with the files: copied in, changed, moved, removed', async () => {
  const { library, now } = await watched()
  const path = join(library, 'from-git.json')
  writeFileSync(path, promptFileText({ ...example, id: 'git', name: 'From git' }))
  await expect.poll(() => namesIn(now())).toContain('From git')
  const entry = () => now().entries.find(({ id }) => id === 'git')
  const { version } = entry()!
  writeFileSync(path, promptFileText({ ...example, id: 'git', name: 'Another branch' }))
  await expect.poll(() => namesIn(now())).toContain('Another branch')
  expect(entry()?.version).not.toBe(version)
  mkdirSync(join(library, 'support'))
  renameSync(path, join(library, 'support', 'from-git.json'))
  await expect.poll(() => entry()?.file).toBe('support/from-git.json')
  expect(now().folders).toEqual(['support'])
  rmSync(join(library, 'support'), { recursive: true })
  await expect.poll(() => now().folders).toEqual([])
  expect(entry()).toBe(undefined)
})

it('tells of files that it cannot read, and of those that were mended', async () => {
  const { library, now } = await watched()
  const path = join(library, 'broken.json')
  writeFileSync(path, '{')
  await expect.poll(() => now().problems).toEqual([{ file: 'broken.json', why: 'it is not valid JSON' }])
  writeFileSync(path, promptFileText({ ...example, id: 'mended', name: 'Mended' }))
  await expect.poll(() => now().problems).toEqual([])
  expect(namesIn(now())).toContain('Mended')
})

it('tells of what a window does, and of nothing in between', async () => {
  const { host, states, now } = await watched()
  const names = Array.from({ length: 10 }, (_, index) => `Made ${index}`)
  for (const name of names) {
    await host.call('prompts.create', { prompt: { ...example, id: name, name } })
    const before = states.length
    await host.call('prompts.save', { prompt: { ...example, id: name, name, system: 'changed' } })
    expect(states.slice(before).every((state) => namesIn(state).includes(name))).toBe(true)
  }
  await expect.poll(() => namesIn(now())).toEqual(expect.arrayContaining(names))
})

it('says so when the folder is gone, with what was in it, and goes on when it is back', async () => {
  const { library, now } = await watched()
  const listed = namesIn(now())
  renameSync(library, `${library}.away`)
  await expect.poll(() => now().error?.kind).toBe('storage')
  expect(namesIn(now())).toEqual(listed)
  renameSync(`${library}.away`, library)
  await expect.poll(() => now().error).toBe(null)
})
