import { expect, it } from 'vitest'
import { examplePrompts } from '../prompt/examples.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { promptFromImport, unsaid, withImport } from './imported-prompt.ts'
import type { ImportedRequest } from './reading.ts'

const ids = () => {
  let last = 0
  return () => `new-${++last}`
}
const request: ImportedRequest = {
  title: 'ask',
  line: 1,
  parts: {
    model: 'm',
    system: 'S',
    messages: [{ role: 'user', content: 'Hi {{name}}' }],
    prefill: '{',
    settings: { max_tokens: 5, top_k: 3 },
    betas: ['b-1'],
    values: { name: 'Ada' },
  },
  notes: [],
}
const bare: ImportedRequest = { ...request, parts: { messages: [], prefill: '', settings: {} } }

it('makes a prompt of a request', () => {
  expect(promptFromImport(request, { model: 'other', max_tokens: 9 }, ids())).toEqual({
    id: 'new-1',
    name: 'ask',
    model: 'm',
    apiVersion: 'automatic',
    system: 'S',
    messages: [{ id: 'new-2', role: 'user', content: 'Hi {{name}}' }],
    prefill: '{',
    settings: { max_tokens: 5, top_k: 3 },
    betas: ['b-1'],
    variables: { values: { name: 'Ada' } },
  })
})

it('takes the usual model and limit where the paste says none, and names them', () => {
  expect(promptFromImport(bare, { model: 'other', max_tokens: 9 }, ids())).toMatchObject({
    model: 'other',
    settings: { max_tokens: 9 },
  })
  expect([unsaid(bare.parts), unsaid(request.parts)]).toEqual([['model', 'max_tokens'], []])
})

it('replaces what a prompt says, and keeps what no request has', () => {
  const muted = { id: 'quiet', role: 'user' as const, content: 'Quiet', muted: true }
  const before: Prompt = {
    ...examplePrompts[0]!,
    messages: [{ id: 'a', role: 'user', content: 'Hi {{name}}' }, muted],
    headers: { 'x-a': '1' },
    variables: { values: { name: 'Bo', other: 'x' }, off: true },
    toolNotes: { t: { disabled: true } },
  }
  const after = withImport(before, request, ids())
  expect(after).toEqual({
    id: before.id,
    name: before.name,
    model: 'm',
    apiVersion: 'automatic',
    system: 'S',
    messages: before.messages,
    prefill: '{',
    settings: { max_tokens: 5, top_k: 3 },
    betas: ['b-1'],
    variables: { values: { name: 'Ada', other: 'x' } },
    toolNotes: before.toolNotes,
  })
  expect(withImport(before, bare, ids())).toMatchObject({
    model: before.model,
    settings: { max_tokens: 1024 },
    system: '',
  })
})
