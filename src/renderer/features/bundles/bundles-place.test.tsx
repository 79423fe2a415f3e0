// @vitest-environment happy-dom
// Bundles on the screen: a secret is shared only once that is agreed to, and a dropped bundle is shown before anything is written.
import { act } from 'react'
import { afterEach, expect, it } from 'vitest'
import type { BundlePart } from '#shared/library/bundle'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import { BundlesPlace } from './bundles-place.tsx'
import { createBundlesStore } from './bundles-store.ts'
import { ShareDialog } from './share-dialog.tsx'

const [prompt] = examplePrompts as [(typeof examplePrompts)[number]]
const promptPart: BundlePart = {
  key: 'prompt',
  kind: 'prompt',
  name: 'Triage',
  detail: '',
  at: null,
  address: null,
  bytes: 10,
  files: [],
  secrets: [],
  leftOut: [],
  fault: null,
}
let leave = () => {}
afterEach(() => leave())

it('shares what looks secret only once that is agreed to', async () => {
  const services = await openedPrompt(prompt)
  const secrets = [{ place: 'System prompt', kind: 'a GitHub token', excerpt: 'ghp_abcdefgh…' }]
  const plan = { prompt, parts: [{ ...promptPart, secrets }], runs: { text: '', keys: [], next: null } }
  const bundles = createBundlesStore(services.host)
  leave = await mount(services, <ShareDialog bundles={bundles} plan={plan} />)
  const save = () => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Save as file')
  expect(document.body.textContent).toContain('System prompt: a GitHub token, ghp_abcdefgh…')
  expect(save()?.disabled).toBe(true)
  const agree = [...document.querySelectorAll('label')].find((label) => label.textContent?.includes('with it'))
  await act(async () => agree?.querySelector('input')?.click())
  expect(save()?.disabled).toBe(false)
})

it('shows a bundle that is dropped anywhere, and leaves other files to others', async () => {
  const read: unknown[] = []
  const services = await openedPrompt(prompt, {
    'bundles.read': (input) => {
      read.push(input)
      return { items: [], notes: [], secrets: [] }
    },
  })
  const bundles = createBundlesStore(services.host)
  leave = await mount(services, <BundlesPlace bundles={bundles} onImported={() => {}} />)
  const drop = (name: string) => {
    const event = new Event('drop', { bubbles: true, cancelable: true })
    Object.assign(event, { dataTransfer: { files: [new File(['{}'], name)] } })
    document.body.dispatchEvent(event)
    return event.defaultPrevented
  }
  await act(async () => {
    expect([drop('notes.txt'), drop('mine.antiphon')]).toEqual([false, true])
    await expect.poll(() => bundles.getState().dialog?.kind).toBe('import')
  })
  // The dialog comes with its own code.
  const dialog = () => act(async () => document.querySelector('[role="dialog"]')?.textContent)
  await expect.poll(dialog).toContain('Import a bundle')
  expect(read).toEqual([{ data: btoa('{}') }])
})

it('keeps a chosen run in sight and chosen while others are searched for', async () => {
  const run = (key: string, name: string): BundlePart => ({ ...promptPart, key, kind: 'run', name })
  const asked: unknown[] = []
  const packed: unknown[] = []
  const services = await openedPrompt(prompt, {
    'bundles.offer': () => [promptPart],
    'bundles.runs': (input) => {
      asked.push(input)
      const { text } = input as { text: string }
      const found = text === '' ? run('run:new', 'The newest') : run('run:old', 'An old one')
      return { parts: [found], next: text === '' ? 'new' : null }
    },
    'bundles.pack': (input) => {
      packed.push(input)
      return { fileName: 'a.antiphon', text: '{}' }
    },
  })
  const bundles = createBundlesStore(services.host)
  leave = await mount(services, <BundlesPlace bundles={bundles} onImported={() => {}} />)
  await act(async () => bundles.getState().startSharing(prompt))
  const box = (name: string) =>
    [...document.querySelectorAll('label')].find((label) => label.textContent?.includes(name))?.querySelector('input')
  await expect.poll(() => act(async () => box('The newest') !== undefined)).toBe(true)
  await act(async () => box('The newest')?.click())
  await act(async () => bundles.getState().searchRuns('old'))
  await act(async () => box('An old one')?.click())
  expect([box('The newest')?.checked, box('An old one')?.checked]).toEqual([true, true])
  expect(asked).toEqual([
    { promptId: prompt.id, text: '', after: null },
    { promptId: prompt.id, text: 'old', after: null },
  ])
  const save = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Save as file')
  await act(async () => save?.click())
  expect(packed).toMatchObject([{ keys: ['prompt', 'run:new', 'run:old'] }])
})

it('imports a bundle only once the file that holds a secret is left out', async () => {
  const taken: unknown[] = []
  const item = { at: null, detail: 'text/plain', bytes: 4, fate: { is: 'new' as const }, secrets: [] }
  const services = await openedPrompt(prompt, {
    'bundles.read': () => ({
      items: [
        { ...item, key: 'prompt', kind: 'prompt', name: 'Triage' },
        { ...item, key: 'file:a', kind: 'file', name: 'notes.txt', secrets: ['a GitHub token'] },
      ],
      notes: [],
      secrets: [],
    }),
    'bundles.import': (input) => {
      taken.push(input)
      return { promptId: prompt.id, name: 'Triage', added: 1, known: 0 }
    },
  })
  const bundles = createBundlesStore(services.host)
  leave = await mount(services, <BundlesPlace bundles={bundles} onImported={() => {}} />)
  await act(async () => bundles.getState().showImport(new File(['{}'], 'mine.antiphon')))
  const button = () => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Import')
  await expect.poll(() => act(async () => button()?.disabled)).toBe(true)
  expect(document.body.textContent).toContain('It holds a secret (a GitHub token)')
  const leaveOut = [...document.querySelectorAll('label')].find((label) =>
    label.textContent?.includes('Leave “notes.txt” out'),
  )
  await act(async () => leaveOut?.querySelector('input')?.click())
  await act(async () => button()?.click())
  await expect.poll(() => taken).toEqual([{ data: btoa('{}'), without: ['file:a'] }])
})
