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
let leave = () => {}
afterEach(() => leave())

it('shares what looks secret only once that is agreed to', async () => {
  const services = await openedPrompt(prompt)
  const part: BundlePart = {
    key: 'prompt',
    kind: 'prompt',
    name: 'Triage',
    detail: '',
    at: null,
    address: null,
    bytes: 10,
    files: [],
    secrets: [{ place: 'System prompt', kind: 'a GitHub token', excerpt: 'ghp_abcdefgh…' }],
    leftOut: [],
    fault: null,
  }
  const bundles = createBundlesStore(services.host)
  leave = await mount(services, <ShareDialog bundles={bundles} prompt={prompt} parts={[part]} />)
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
