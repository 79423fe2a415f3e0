// @vitest-environment happy-dom
// A prompt that was typed in two windows at once: this window says so, and shows the two beside each other.
import { act } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { LoadedRegion } from '../../ui/toast-region.tsx'
import { LibraryDialogs } from './library-place.tsx'

const [prompt] = examplePrompts as [(typeof examplePrompts)[number]]
let services: PromptServices
let theirs: () => unknown
let leave = () => {}
beforeEach(async () => {
  theirs = () => ({ prompt: { ...prompt, id: 'theirs', system: 'typed there' }, saved: null, entry: { id: 'theirs' } })
  const mine = { prompt: { ...prompt, system: 'typed here' }, saved: null, entry: { id: prompt.id } }
  services = await openedPrompt(prompt, { 'prompts.open': ({ id }) => (id === 'theirs' ? theirs() : mine) })
  const page = (
    <>
      <LibraryDialogs />
      <LoadedRegion toaster={services.toaster} />
    </>
  )
  leave = await mount(services, page)
})
afterEach(() => leave())
const button = (name: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)
/** What is in the page, once everything that was asked for has come. */
const words = () => act(async () => document.body.textContent)
const press = (name: string) => act(async () => button(name)?.click())
const goApart = () =>
  act(async () =>
    services.prompts.setState({ apart: { id: prompt.id, name: 'Support triage (second window)', from: 'theirs' } }),
  )

it('says that both are kept, compares them when asked, and opens the other window’s', async () => {
  await goApart()
  await expect
    .poll(words)
    .toContain(
      'Another window changed this prompt at the same time. Yours is kept as “Support triage (second window)”.',
    )
  await press('Compare…')
  await expect.poll(words).toContain('Changed in two windows')
  const diff = () => act(async () => document.querySelector('[aria-label="Difference between the two windows"]'))
  await expect.poll(diff).not.toBe(null)
  await expect.poll(words).toContain('typed there')
  expect(await words()).toContain('typed here')
  await press('Open the other window’s')
  expect(services.prompts.getState().prompt?.id).toBe('theirs')
  expect(services.libraryDialog.getState().dialog).toBe(null)
})

it('says why where the other window’s prompt is gone', async () => {
  theirs = () => {
    throw new Error('This prompt is gone.')
  }
  await goApart()
  await expect.poll(words).toContain('Compare…')
  await press('Compare…')
  await expect.poll(() => act(async () => document.querySelector('[role="alert"]')?.textContent)).toBeTruthy()
})
