// @vitest-environment happy-dom
// The tree of the library: folders that stay closed, and thousands of prompts of which few lines are in the page.
import { act } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PromptEntry } from '#shared/library/library'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { LibraryLines } from './library-lines.tsx'
import { LibraryList } from './library-list.tsx'
import { libraryTree } from './library-tree.ts'

let services: PromptServices
/** What the settings were told. */
let remembered: unknown[]
beforeEach(async () => {
  // Nothing scrolls in a page without layout, and what drags the lines says so.
  vi.spyOn(console, 'warn').mockImplementation(() => {})
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
afterEach(() => {
  leave()
  vi.restoreAllMocks()
})
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

it('says which library is open where it is not Antiphon’s own', async () => {
  await show([], [])
  leave()
  services.prompts.setState({ entries: [] })
  const nothing = () => {}
  const list = (
    <LibraryList
      onRename={nothing}
      onStarters={nothing}
      onImport={nothing}
      onImportBundle={nothing}
      onShare={nothing}
    />
  )
  leave = await mount(services, list)
  const heading = () => document.querySelector('h2')?.textContent
  expect(heading()).toBe('Library prompts')
  const { library } = services.prompts.getState()
  await act(async () => services.prompts.setState({ library: library && { ...library, isOwn: true } }))
  expect(heading()).toBe('Library')
})

it('has few lines of thousands of prompts in the page, each with its place among all, and the keys go on through them', async () => {
  // A page without layout says that nothing has any size.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(240)
  const count = 5_000
  await show(
    Array.from({ length: count }, (_, at) => `p${String(at).padStart(4, '0')}.json`),
    [],
  )
  // The lines that are in sight come with their own code.
  await expect.poll(() => act(async () => lines()[0]?.closest('li')?.style.transform)).toBe('translateY(0px)')
  expect(lines().length).toBeLessThan(100)
  const place = (line: HTMLElement | undefined) => {
    const item = line?.closest('li')
    return [item?.getAttribute('aria-posinset'), item?.getAttribute('aria-setsize')]
  }
  expect([place(lines()[0]), place(lines()[7])]).toEqual([
    ['1', String(count)],
    ['8', String(count)],
  ])
  lines()[0]?.focus()
  for (let step = 0; step < 5; step += 1) await press(document.activeElement as HTMLElement, 'ArrowDown')
  expect(place(document.activeElement as HTMLElement)).toEqual(['6', String(count)])
  expect(document.activeElement?.textContent).toBe('p0005.json')
})
