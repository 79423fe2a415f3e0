// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { buildRequest } from '#shared/request/request'
import { RequestDiff } from './request-diff.tsx'

const prompt: Prompt = { ...examplePrompts[0]!, settings: { max_tokens: 100, temperature: 0.2 } }
const unset: Prompt = { ...prompt, settings: { max_tokens: 100 }, prefill: '' }

let root: Root
beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
})
afterEach(() => act(() => root.unmount()))

function show(before: Prompt, after: Prompt) {
  const [one, other] = [buildRequest(before, 'anthropic'), buildRequest(after, 'anthropic')]
  act(() => root.render(<RequestDiff before={one} after={other} beforeLabel="Now" afterLabel="Fixed" />))
}
const text = () => document.body.textContent

it('says in words that there is no difference', () => {
  show(prompt, { ...prompt, name: 'Another name' })
  expect(text()).toBe('No difference: both requests are the same.')
})

it('shows what is taken out and what comes in, folds the rest, and steps through the changes by F7', async () => {
  show(prompt, unset)
  // The code that compares comes as a chunk of its own.
  await act(async () => void (await import('./text-diff.tsx')))
  const diff = document.querySelector('section')!
  expect(diff.getAttribute('aria-label')).toBe('Difference')
  const [field] = document.querySelectorAll('[role="textbox"]')
  expect([field!.getAttribute('aria-label'), field!.getAttribute('aria-readonly')]).toEqual(['Now and Fixed', 'true'])
  expect([...document.querySelectorAll('.cm-deletedChunk')].map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('anthropic-version: 2023-06-01'),
    expect.stringContaining('"temperature": 0.2'),
    expect.stringContaining('"role": "assistant"'),
  ])
  expect(text()).toMatch(/\d+ unchanged lines/)
  const count = () => document.querySelector('[aria-live]')!.textContent
  const press = (shiftKey: boolean) =>
    act(() => void diff.dispatchEvent(new KeyboardEvent('keydown', { key: 'F7', shiftKey, bubbles: true })))
  expect(count()).toBe('3 changes')
  press(false)
  expect(count()).toBe('Change 1 of 3')
  press(true)
  expect(count()).toBe('Change 3 of 3')
  act(() => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === 'Show all')!.click())
  expect(text()).not.toMatch(/unchanged lines/)
  expect(count()).toBe('Change 3 of 3')
})

it('keeps the browser from editing its texts', async () => {
  show(prompt, unset)
  await act(async () => void (await import('./text-diff.tsx')))
  const edit = new InputEvent('beforeinput', { inputType: 'deleteContentBackward', bubbles: true, cancelable: true })
  document.querySelector('[role="textbox"]')!.dispatchEvent(edit)
  expect(edit.defaultPrevented).toBe(true)
})

it('marks what cannot be seen, so that two texts that look alike do not', async () => {
  show({ ...prompt, system: 'Be brief.' }, { ...prompt, system: 'Be brief.\u200b' })
  await act(async () => void (await import('./text-diff.tsx')))
  expect([...document.querySelectorAll('.cm-specialChar')].map(({ textContent }) => textContent)).toEqual(['U+200B'])
})
