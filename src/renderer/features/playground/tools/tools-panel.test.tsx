// @vitest-environment happy-dom
import { act } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import { mount, openedPrompt } from '../../../../../test/support/prompt-page.tsx'
import { setSetting } from '../../../parts/prompt/edits/prompt-edits.ts'
import type { PromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { toolsIn } from './tool-edits.ts'
import { ToolsPanel } from './tools-panel.tsx'

let services: PromptServices
let unmount: () => void
let said: string[]
beforeEach(async () => {
  said = []
  services = await openedPrompt(examplePrompts[0]!, { 'schemas.check': () => [] }, (words) => void said.push(words))
  const tools = ['alpha', 'beta', 'gamma'].map((name) => ({ name, input_schema: { type: 'object' } }))
  services.prompts.getState().edit(setSetting('tools', tools))
  unmount = await mount(services, <ToolsPanel />)
})
afterEach(() => unmount())

const names = () => toolsIn(services.prompts.getState().prompt!).map((tool) => (tool as { name: string }).name)
const control = (label: string) => document.querySelector<HTMLElement>(`[aria-label="${label}"]`)!
const opener = (name: string) =>
  [...document.querySelectorAll<HTMLElement>('[aria-expanded]')].find(({ textContent }) => textContent.includes(name))!
const press = (target: HTMLElement, key: string, altKey = false) =>
  act(() => {
    target.focus()
    target.dispatchEvent(new KeyboardEvent('keydown', { key, altKey, bubbles: true, cancelable: true }))
  })

it('moves a tool by the keys of messages, keeps it open and the focus in it, and says where it went', () => {
  act(() => opener('alpha').click())
  press(opener('alpha'), 'ArrowDown', true)
  expect(names()).toEqual(['beta', 'alpha', 'gamma'])
  expect(opener('alpha').getAttribute('aria-expanded')).toBe('true')
  expect(opener('beta').getAttribute('aria-expanded')).toBe('false')
  expect(document.activeElement).toBe(opener('alpha'))
  expect(said).toEqual(['alpha moved to place 2.'])
  act(() => services.prompts.getState().undo())
  expect(names()).toEqual(['alpha', 'beta', 'gamma'])
})

it('moves a tool by an arrow on its handle, and not beyond either end', () => {
  press(control('Move gamma'), 'ArrowUp')
  expect(names()).toEqual(['alpha', 'gamma', 'beta'])
  press(control('Move alpha'), 'ArrowUp')
  press(control('Move beta'), 'ArrowDown')
  expect(names()).toEqual(['alpha', 'gamma', 'beta'])
  expect(said).toEqual(['gamma moved to place 2.'])
})

it('names each switch by its tool', () => {
  act(() => control('Sent: beta').click())
  expect(services.prompts.getState().prompt?.toolNotes).toEqual({ beta: { disabled: true } })
})

it('has the focus in a canned result that was just added, and where one can be added again once it is removed', () => {
  act(() => opener('alpha').click())
  const press = (name: string) =>
    act(() => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)!.click())
  press('Add a canned result')
  expect(document.activeElement).toBe(document.querySelector('[placeholder^="What every call"]'))
  press('Remove the canned result')
  expect(document.activeElement?.textContent).toBe('Add a canned result')
  expect(services.prompts.getState().prompt?.toolNotes).toBeUndefined()
})
