// @vitest-environment happy-dom
// The small dialogs of the library: what they say, and what they have done.
import { act } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { RemovedDialog } from './removed-dialog.tsx'
import { MoveDialog, ProblemsDialog, SecretDialog } from './small-dialogs.tsx'

const [prompt] = examplePrompts as [(typeof examplePrompts)[number]]
let services: PromptServices
/** What the core was asked to do. */
let asked: unknown[]
let leave = () => {}
beforeEach(async () => {
  asked = []
  services = await openedPrompt(prompt, {
    'prompts.removed': () => [
      { id: 'letter', name: 'Letter', folder: 'a/b', removedAt: '2026-11-20T10:00:00.000Z' },
      { id: 'gone', name: '', folder: '', removedAt: '2026-11-19T10:00:00.000Z' },
    ],
    'prompts.restore': (input) => {
      asked.push(input)
      throw new Error('The disk is full.')
    },
    'prompts.eraseFacts': () => ({
      snapshots: 2,
      files: [{ name: 'will.pdf', file: 'attachments/abc.pdf', bytes: 1_200_000 }],
    }),
    'history.count': () => 1,
    'prompts.erase': (input) => {
      asked.push(input)
      return []
    },
    'prompts.move': (input) => {
      asked.push(input)
      return { id: prompt.id, file: 'b/support-triage.json', savedAt: null, version: null }
    },
  })
  services.prompts.setState({
    entries: [
      {
        id: prompt.id,
        name: 'Triage',
        file: 'a/support-triage.json',
        savedAt: null,
        version: null,
        hasUnsavedEdits: false,
      },
    ],
    library: {
      folder: '/home/ada/prompts',
      folders: ['a', 'b'],
      problems: [{ file: 'x.json', why: 'it is not valid JSON' }],
      error: null,
      isOwn: false,
      others: [],
      canChoose: false,
    },
  })
})
afterEach(() => leave())
const items = () => [...document.querySelectorAll('[role="dialog"] li')].map(({ textContent }) => textContent)
const press = (name: string) =>
  act(async () => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)?.click())

it('says which files are not listed, and why', async () => {
  leave = await mount(services, <ProblemsDialog />)
  expect(items()).toEqual(['x.json: it is not valid JSON.'])
  services.libraryDialog.getState().show('problems')
  await press('Close')
  expect(services.libraryDialog.getState().dialog).toBe(null)
})

it('moves a prompt into the folder that is chosen', async () => {
  leave = await mount(services, <MoveDialog id={prompt.id} />)
  const select = document.querySelector('select')!
  expect([select.value, ...[...select.options].map(({ text }) => text)]).toEqual(['a', 'The library itself', 'a', 'b'])
  await act(async () => {
    select.value = 'b'
    select.dispatchEvent(new Event('change', { bubbles: true }))
  })
  await press('Move')
  expect(asked).toEqual([{ id: prompt.id, folder: 'b' }])
  expect(services.prompts.getState().entries[0]?.file).toBe('b/support-triage.json')
})

it('lists what was deleted, and says why one cannot be restored', async () => {
  leave = await mount(services, <RemovedDialog />)
  await expect.poll(() => act(async () => items().length)).toBe(2)
  expect(items()).toEqual([expect.stringContaining('Lettera/b · '), expect.stringContaining('Untitled')])
  await act(async () => document.querySelector<HTMLElement>('[aria-label="Restore Letter"]')?.click())
  expect(asked).toEqual([{ id: 'letter' }])
  expect(document.querySelector('[role="alert"]')?.textContent).toBeTruthy()
})

const dialogs = () => [...document.querySelectorAll('[role="dialog"]')].map(({ textContent }) => textContent ?? '')

it('asks once before it deletes one for good, and says what goes and what stays', async () => {
  leave = await mount(services, <RemovedDialog />)
  await expect.poll(() => act(async () => items().length)).toBe(2)
  await act(async () => document.querySelector<HTMLElement>('[aria-label="Delete Letter for good…"]')?.click())
  const question = dialogs().at(-1)
  expect(question).toContain('Delete “Letter” for good?')
  expect(question).toContain('what can be undone and 2 snapshots are removed from the disk')
  expect(question).toContain('1 run of it in the history')
  expect(question).toContain('will.pdf, 1.2 MB: attachments/abc.pdf')
  await press('Cancel')
  expect(asked).toEqual([])
  await act(async () => document.querySelector<HTMLElement>('[aria-label="Delete Letter for good…"]')?.click())
  await press('Delete for good')
  expect(asked).toEqual([{ ids: ['letter'] }])
  expect(dialogs().join()).toContain('None of this library.')
})

it('empties the trash of what it lists', async () => {
  leave = await mount(services, <RemovedDialog />)
  await expect.poll(() => act(async () => items().length)).toBe(2)
  await press('Empty…')
  expect(dialogs().at(-1)).toContain('Delete 2 prompts for good?')
  expect(dialogs().at(-1)).toContain('2 runs of them')
  await press('Delete for good')
  expect(asked).toEqual([{ ids: ['letter', 'gone'] }])
  expect([...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Empty…')?.disabled).toBe(
    true,
  )
})

it('says where a secret is, and leaves it to the person', async () => {
  services.prompts.setState({ secretPlaces: ['Prefill: an Anthropic key'] })
  leave = await mount(services, <SecretDialog places={['Prefill: an Anthropic key']} />)
  expect(items()).toEqual(['Prefill: an Anthropic key'])
  await press('Cancel')
  expect(services.prompts.getState().secretPlaces).toBe(null)
})
