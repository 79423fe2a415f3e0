// @vitest-environment happy-dom
import { EditorView } from '@codemirror/view'
import { act } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { examplePrompts } from '#shared/prompt/examples'
import type { JsonObject } from '#shared/text/json'
import { mount, openedPrompt } from '../../../../test/support/prompt-page.tsx'
import { deleteMessage, muteMessage, setContent, systemPlace } from '../../parts/prompt/edits/prompt-edits.ts'
import type { PromptServices } from '../../parts/prompt/prompt-services.tsx'
import { JsonRequest } from './json-request.tsx'

let services: PromptServices
let unmount: () => void
beforeEach(async () => {
  services = await openedPrompt(examplePrompts[0]!)
  await show()
})
afterEach(() => unmount())

const show = async () => {
  unmount = await mount(services, <JsonRequest onLeave={() => {}} />)
}
const prompt = () => services.prompts.getState().prompt!
const editor = () => EditorView.findFromDOM(document.querySelector('.cm-editor')!)!
const text = () => editor().state.doc.toString()
const body = () => JSON.parse(text()) as JsonObject & { messages: JsonObject[] }
const write = (next: string) =>
  act(() => editor().dispatch({ changes: { from: 0, to: editor().state.doc.length, insert: next } }))
const alert = () => document.querySelector('[role=alert]')?.textContent ?? ''
const press = (name: string) =>
  act(() => [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)!.click())
const edit = (...change: Parameters<ReturnType<typeof services.prompts.getState>['edit']>) =>
  act(() => services.prompts.getState().edit(...change))

it('changes the prompt as one undo step while what is typed is good', () => {
  const before = prompt()
  for (const name of ['claude-h', 'claude-ha', 'claude-hai'])
    write(text().replace(/"model": "[^"]*"/, `"model": "${name}"`))
  expect(prompt().model).toBe('claude-hai')
  expect(prompt().messages).toBe(before.messages)
  act(() => services.prompts.getState().undo())
  expect(prompt()).toEqual(before)
  expect(body().model).toBe(before.model)
})

it('shows what is changed elsewhere by the smallest change, and keeps the caret', () => {
  write(JSON.stringify(body()))
  const caret = text().indexOf('"messages"')
  act(() => editor().dispatch({ selection: { anchor: caret } }))
  edit(setContent(systemPlace, 'Be brief.'))
  expect(body().system).toBe('Be brief.')
  expect(text().split('\n')).toHaveLength(1)
  expect(text().slice(editor().state.selection.main.head).startsWith('"messages"')).toBe(true)
})

it('keeps the prompt and the text while the text is no request, over leaving the view too, until it is discarded', async () => {
  const before = prompt()
  const wrong = '{\n  "model": "m",\n  oops'
  write(wrong)
  expect(alert()).toContain('Line 3, column 3')
  expect(prompt()).toBe(before)
  unmount()
  edit(setContent(systemPlace, 'Meanwhile.'))
  await show()
  expect(text()).toBe(wrong)
  expect(alert()).toContain('It was changed elsewhere meanwhile')
  press('Discard what was typed')
  expect(body().system).toBe('Meanwhile.')
  expect([alert(), services.prompts.getState().jsonDrafts(before.id).get('request')]).toEqual(['', undefined])
})

it('says where a text is JSON and yet no request', () => {
  write('{\n  "model": "m",\n  "max_tokens": "many",\n  "messages": []\n}')
  expect(alert()).toContain('Line 3, column 17: `max_tokens` must be a number.')
})

it('takes back keystrokes while the text is no good, and steps of the prompt otherwise', () => {
  const undo = () =>
    act(() => {
      const init = { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }
      editor().contentDOM.dispatchEvent(new KeyboardEvent('keydown', init))
    })
  const [first] = prompt().messages
  edit(deleteMessage(first!.id))
  const shorter = text()
  write(`${shorter}}`)
  undo()
  expect(text()).toBe(shorter)
  undo()
  expect(prompt().messages[0]).toEqual(first)
  expect(body().messages[0]).toMatchObject({ content: first!.content })
})

it('does again what was taken back, also where the text is no good after that', () => {
  const press = (shiftKey: boolean) =>
    act(() => {
      const init = { key: 'z', ctrlKey: true, shiftKey, bubbles: true, cancelable: true }
      editor().contentDOM.dispatchEvent(new KeyboardEvent('keydown', init))
    })
  const whole = text()
  const before = prompt()
  write('')
  expect(alert()).toContain('The prompt stays as it was. Run sends that.')
  press(false)
  expect([text(), alert()]).toEqual([whole, ''])
  press(true)
  expect(text()).toBe('')
  press(false)
  // A step of the prompt that is taken back comes first from then on.
  edit(setContent(systemPlace, 'Be brief.'))
  press(false)
  expect(prompt()).toEqual(before)
  press(true)
  expect(body().system).toBe('Be brief.')
})

it('lays out what was typed', () => {
  write('{"model":"m","max_tokens":1,"messages":[]}')
  press('Format')
  expect(text()).toBe('{\n  "model": "m",\n  "max_tokens": 1,\n  "messages": []\n}')
})

it('explains what a prompt cannot hold, and what is kept beside it', () => {
  edit(muteMessage(prompt().messages[0]!.id, true))
  expect(document.body.textContent).toContain('Kept and not sent: 1 muted message.')
  write(JSON.stringify({ ...body(), stream: false }))
  expect(document.querySelector('[role=status]')?.textContent).toContain('`stream`: answers are always streamed here.')
  expect(prompt().settings.stream).toBeUndefined()
})
