// @vitest-environment happy-dom
// The tree of the library: folders that stay closed.
import { act } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/examples'
import type { PromptEntry } from '#shared/library'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { LibraryLines } from './library-lines.tsx'
import { libraryTree } from './library-tree.ts'

let services: PromptServices
/** What the settings were told. */
let remembered: unknown[]
beforeEach(async () => {
  remembered = []
  services = await openedPrompt(examplePrompts[0]!, {
    'settings.get': () => ({ openPromptId: null, closedFolders: ['/home/ada/prompts b'] }),
    'settings.set': (input) => remembered.push(input),
  })
  await services.closedFolders.getState().load()
})

const entry = (file: string): PromptEntry => ({
  id: file,
  name: file,
  file,
  savedAt: null,
  version: null,
  hasUnsavedEdits: false,
})
let leave = () => {}
afterEach(() => leave())
async function show(files: string[], folders: string[]) {
  services.prompts.setState({
    library: {
      folder: '/home/ada/prompts',
      folders,
      problems: [],
      error: null,
      isOwn: false,
      others: [],
      canChoose: false,
    },
  })
  const root = libraryTree(files.map(entry), folders)
  leave = await mount(
    services,
    <LibraryLines root={root} made="" onMade={() => {}} onRename={() => {}} onShare={() => {}} />,
  )
}
const lines = () => [...document.querySelectorAll<HTMLElement>('[data-library-row]')]
const names = () => lines().map(({ textContent }) => textContent)
const press = (element: HTMLElement | undefined, key: string) =>
  act(async () => element?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })))

it('opens and closes a folder by click and by keys, and remembers it for the next start', async () => {
  await show(['a/one.json', 'b/two.json', 'three.json'], ['a', 'b'])
  expect(names()).toEqual(['a', 'a/one.json', 'b', 'three.json'])
  await press(lines()[2], 'ArrowRight')
  expect(names()).toEqual(['a', 'a/one.json', 'b', 'b/two.json', 'three.json'])
  await act(async () => lines()[0]?.click())
  expect(names()).toEqual(['a', 'b', 'b/two.json', 'three.json'])
  expect(remembered.slice(-2)).toEqual([{ closedFolders: [] }, { closedFolders: ['/home/ada/prompts a'] }])
  expect(lines().map((line) => line.closest('li')?.getAttribute('aria-level'))).toEqual(['1', '1', '2', '1'])
})
