// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Run } from '#shared/runs/run'
import { sampleEndedRun } from '../../../../../test/support/sample-run.ts'
import { JsonTab } from '../json-tab.tsx'

let root: Root
let copied: string[]

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  // The test page lays nothing out; the tree is told a height, so that it has lines in sight.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(300)
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400)
  copied = []
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copied.push(text))
  document.body.innerHTML = '<div id="root"></div>'
  root = createRoot(document.getElementById('root')!)
})
afterEach(() => {
  act(() => root.unmount())
  vi.restoreAllMocks()
})

function answered(text: string, changes: Partial<Run> = {}): Run {
  const run = sampleEndedRun(changes)
  return { ...run, response: { ...run.response, content: [{ type: 'text', text }] } }
}
const show = (run: Run) => act(async () => root.render(<JsonTab run={run} schemaDraft={{ text: '' }} />))
const lines = () => [...document.querySelectorAll('[role=treeitem]')].map((line) => line.textContent)
const selected = () => document.querySelector('[role=treeitem][aria-selected=true]')?.textContent
const said = () => document.body.textContent
const button = (name: string) =>
  [...document.querySelectorAll('button')].find(({ textContent }) => textContent?.trim().startsWith(name))!
const press = (key: string) =>
  act(async () => {
    const tree = document.querySelector('[role=tree]')!
    tree.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  })
function write(label: string, value: string) {
  return act(async () => {
    const field = document.querySelector<HTMLInputElement>(`[aria-label="${label}"]`)!
    const prototype = Object.getPrototypeOf(field) as object
    Object.getOwnPropertyDescriptor(prototype, 'value')!.set!.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  })
}

const order = '{"order": {"id": 17, "items": ["a", "b"]}, "open": true}'

it('shows what was found as a tree, joined with the prefill, and walks through it by keyboard', async () => {
  await show(answered(order.slice(10), { prefill: order.slice(0, 10) }))
  expect(said()).toContain('JSON, the whole answer, joined with the prefill')
  expect(lines()).toEqual([
    '▾{2 fields}',
    '▾order: {2 fields}',
    'id: 17',
    '▾items: [2 items]',
    '0: "a"',
    '1: "b"',
    'open: true',
  ])
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowLeft']) await press(key)
  expect(selected()).toBe('▸items: [2 items]')
  await press('ArrowLeft')
  expect(selected()).toBe('▾order: {2 fields}')
})

it('copies a field by its path, typed or chosen', async () => {
  await show(answered(order))
  await write('Path of the field', '/order/items')
  expect(selected()).toBe('▾items: [2 items]')
  for (const name of ['Copy value', 'JSONPath', 'Pointer']) await act(async () => button(name).click())
  expect(copied).toEqual(['[\n  "a",\n  "b"\n]', '$.order.items', '/order/items'])
  await write('Path of the field', '$.order.nothing')
  expect(said()).toContain('Nothing is there.')
  expect(button('Copy value').disabled).toBe(true)
})

it('says that an answer that was cut off is repaired, and copies it as it came', async () => {
  await show(answered('So: {"order": {"id": 17, "items": ["a', { stopReason: 'max_tokens' }))
  expect(said()).toContain('repaired')
  expect(said()).toContain('the answer was cut off')
  expect(lines()).toContain('0: "a"')
  await act(async () => button('Copy').click())
  expect(copied).toEqual(['{"order": {"id": 17, "items": ["a'])
})

it('checks the JSON against the schema of the request, and an error leads to its place', async () => {
  const run = answered(order)
  const properties = { order: { type: 'object', properties: { id: { type: 'string' } } } }
  const format = { type: 'json_schema', schema: { type: 'object', properties, required: ['order'] } }
  await show({ ...run, request: { ...run.request, body: { ...run.request.body, output_config: { format } } } })
  expect(said()).toContain('1 error')
  await act(async () => button('$.order.id').click())
  expect(selected()).toBe('id: 17')
})

it('checks it against a schema that is pasted', async () => {
  await show(answered(order))
  await write('JSON Schema', '{"type": "object", "required": ["order"]}')
  expect(said()).toContain('Fits the schema')
  await write('JSON Schema', '{"type": ')
  expect(said()).toContain('This is no JSON')
})

it('has few lines in the page for a value of a megabyte', async () => {
  const rows = Array.from({ length: 12_000 }, (_, id) => ({ id, text: 'x'.repeat(60) }))
  await show(answered(JSON.stringify(rows)))
  expect(lines().length).toBeGreaterThan(5)
  expect(lines().length).toBeLessThan(100)
  expect(lines()[0]).toBe('▾[12000 items]')
})

it('shows the whole message where there is no JSON in the answer', async () => {
  await show(answered('Just words.'))
  expect(said()).toContain('"stop_reason": "end_turn"')
})
