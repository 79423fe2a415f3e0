// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import type { PromptServices } from '../prompt-services.tsx'
import { focusFieldWhenThere } from './focus-field.ts'

// Safe: only messages are looked up in the prompt.
const services = {} as PromptServices
const control = '<span data-prompt-field="tools"><button>Tools</button></span>'
const focused = () => document.activeElement?.tagName

beforeEach(() => {
  document.body.innerHTML = '<main></main>'
})

it('goes to the control of a field as soon as that is in the page', async () => {
  focusFieldWhenThere(services, 'tools')
  document.querySelector('main')!.innerHTML = control
  await expect.poll(focused).toBe('BUTTON')
})

it('leaves whoever does something else meanwhile alone', async () => {
  let told = 0
  focusFieldWhenThere(services, 'tools')
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))
  new MutationObserver(() => {
    told += 1
  }).observe(document.body, { childList: true, subtree: true })
  document.querySelector('main')!.innerHTML = control
  await expect.poll(() => told).toBe(1)
  expect(focused()).not.toBe('BUTTON')
})
