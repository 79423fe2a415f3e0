import { expect, it } from 'vitest'
import type { PromptEntry } from '#shared/contract'
import { libraryTree } from './library-tree.ts'

const entry = (file: string): PromptEntry => ({
  id: file,
  name: file,
  file,
  savedAt: null,
  version: null,
  hasUnsavedEdits: false,
})

it('puts prompts into their folders, with folders that hold none, by name', () => {
  const root = libraryTree([entry('b/two.json'), entry('one.json'), entry('')], ['b', 'empty', 'a10', 'a2', 'b/inner'])
  expect(root.entries.map(({ file }) => file)).toEqual(['one.json', ''])
  expect(root.folders.map(({ name }) => name)).toEqual(['a2', 'a10', 'b', 'empty'])
  expect(root.folders[2]).toMatchObject({
    path: 'b',
    entries: [{ file: 'b/two.json' }],
    folders: [{ path: 'b/inner' }],
  })
})
