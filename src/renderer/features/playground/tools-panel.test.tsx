// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/examples'
import type { Host } from '../../host/host.ts'
import { createKeymap } from '../../parts/keymap/keymap.ts'
import { KeymapProvider } from '../../parts/keymap/use-keymap.tsx'
import { setSetting } from '../../parts/prompt/prompt-edits.ts'
import {
  createPromptServices,
  type PromptServices,
  PromptServicesProvider,
} from '../../parts/prompt/prompt-services.tsx'
import { createToaster } from '../../ui/toast.tsx'
import { toolsIn } from './tool-edits.ts'
import { ToolsPanel } from './tools-panel.tsx'

/** The core cannot run where there is a page; what these tests ask of it is to open one prompt. */
const answers: Record<string, unknown> = {
  'prompts.list': [{ id: 'example-support-triage' }],
  'settings.get': { openPromptId: null },
  'prompts.open': { prompt: examplePrompts[0], saved: null, entry: { id: 'example-support-triage' } },
  'prompts.undoSteps': null,
  'schemas.check': [],
}
const host = {
  call: async (name: string) => structuredClone(answers[name] ?? {}),
  stream: () => Promise.reject(new Error('There is no core.')),
} as unknown as Host

let services: PromptServices
let root: Root
let said: string[]
beforeEach(async () => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  said = []
  services = createPromptServices(host, createToaster(), (words) => void said.push(words))
  await services.prompts.getState().start()
  const tools = ['alpha', 'beta', 'gamma'].map((name) => ({ name, input_schema: { type: 'object' } }))
  services.prompts.getState().edit(setSetting('tools', tools))
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
  await act(async () =>
    root.render(
      <KeymapProvider keymap={createKeymap({ usesCommandKey: false, isBrowserTab: false })}>
        <PromptServicesProvider services={services}>
          <ToolsPanel />
        </PromptServicesProvider>
      </KeymapProvider>,
    ),
  )
})
afterEach(() => act(() => root.unmount()))

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
