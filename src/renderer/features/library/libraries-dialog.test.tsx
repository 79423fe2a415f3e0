// @vitest-environment happy-dom
// The libraries on hand: the open one, Antiphon's own, others that are opened or taken off the list.
import { act } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { AppError } from '#shared/app-error'
import type { LibraryState } from '#shared/library/library'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { LibrariesDialog } from './libraries-dialog.tsx'

const [prompt] = examplePrompts as [(typeof examplePrompts)[number]]
const inCheckout: NonNullable<LibraryHere> = {
  folder: '/home/ada/checkout/prompts',
  folders: [],
  problems: [],
  error: null,
  isOwn: false,
  others: ['/home/ada/antiphon/library', '/home/ada/old'],
  canChoose: false,
}
type LibraryHere = Omit<LibraryState, 'entries'> | null
let services: PromptServices
/** What the core was asked to do. */
let asked: unknown[]
let failure: AppError | null
let chosen: string | null
let leave = () => {}
beforeEach(async () => {
  asked = []
  failure = null
  chosen = null
  const note = (name: string) => (input: unknown) => {
    asked.push([name, input])
    if (failure) throw failure
    return {}
  }
  services = await openedPrompt(prompt, {
    'library.open': note('open'),
    'library.forget': note('forget'),
    'library.choose': () => ({ path: chosen }),
  })
})
afterEach(() => leave())
async function show(library: LibraryHere) {
  services.prompts.setState({ library })
  services.libraryDialog.getState().show('libraries')
  leave = await mount(services, <LibrariesDialog />)
}
const rows = () => [...document.querySelectorAll('[aria-label="Libraries on hand"] li')].map((row) => row.textContent)
const button = (name: string) =>
  [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name)
const press = (name: string) => act(async () => button(name)?.click())

it('names every library, says which is open, and never takes Antiphon’s own off the list', async () => {
  await show(inCheckout)
  expect(rows()).toEqual([
    '/home/ada/checkout/promptsopen',
    '/home/ada/antiphon/libraryAntiphon’s ownOpen',
    '/home/ada/oldOpen',
  ])
  expect(button('Remove /home/ada/antiphon/library from this list')).toBeUndefined()
  await press('Remove /home/ada/old from this list')
  expect(asked).toEqual([['forget', { path: '/home/ada/old' }]])
  expect(services.libraryDialog.getState().dialog).toBe('libraries')
})

it('opens one and closes, or says why it cannot and stays', async () => {
  await show(inCheckout)
  failure = new AppError('not-found', 'This folder is not there any more.')
  await press('Open /home/ada/old')
  expect(document.querySelector('[role="alert"]')?.textContent).toBe('This folder is not there any more.')
  expect(services.libraryDialog.getState().dialog).toBe('libraries')
  failure = null
  await press('Open /home/ada/old')
  expect(asked.map((one) => (one as unknown[])[1])).toEqual([{ path: '/home/ada/old' }, { path: '/home/ada/old' }])
  expect(services.libraryDialog.getState().dialog).toBe(null)
})

it('asks for a path in a browser, and for a folder in the dialog of the system where there is one', async () => {
  await show(inCheckout)
  expect(button('Choose a folder…')).toBeUndefined()
  expect([...document.querySelectorAll('label')].map(({ textContent }) => textContent)).toEqual(['Path of a folder'])
  leave()
  await show({ ...inCheckout, isOwn: true, others: [], canChoose: true })
  expect(rows()).toEqual(['/home/ada/checkout/promptsAntiphon’s own, open'])
  expect(document.querySelector('form')).toBe(null)
  await press('Choose a folder…')
  expect(asked).toEqual([])
  chosen = '/home/ada/new'
  await press('Choose a folder…')
  expect(asked).toEqual([['open', { path: '/home/ada/new' }]])
})
