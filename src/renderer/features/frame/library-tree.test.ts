import { expect, it } from 'vitest'
import type { PromptEntry } from '#shared/library/library'
import { libraryTree, treeRows } from './library-tree.ts'

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

it('has a line for every folder and prompt that no closed folder hides, as deep as it is nested', () => {
  const root = libraryTree([entry('a/b/one.json'), entry('a/two.json'), entry('three.json')], ['a', 'a/b'])
  const lines = (closed: string) =>
    treeRows(root, (path) => path !== closed).map(({ key, depth }) => `${'  '.repeat(depth)}${key}`)
  expect(lines('')).toEqual(['folder a', '  folder a/b', '    a/b/one.json', '  a/two.json', 'three.json'])
  expect(lines('a/b')).toEqual(['folder a', '  folder a/b', '  a/two.json', 'three.json'])
  expect(lines('a')).toEqual(['folder a', 'three.json'])
})
