import { expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { addBlock } from '../edits/block-edits.ts'
import { addable, newBlock } from './new-block.ts'
import { toolCalls } from './tool-calls.ts'

const id = () => '01234567-89ab-cdef-0123-456789abcdef'

it('offers every kind in a message, and marks what is not taken from its role', () => {
  const marked = (holder: 'user' | 'assistant') =>
    addable(holder).flatMap(({ type, isTaken }) => (isTaken ? [] : [type]))
  expect(addable('user').map(({ type }) => type)).toEqual(addable('assistant').map(({ type }) => type))
  expect(marked('user')).toEqual(['tool_use'])
  expect(marked('assistant')).toEqual(['image', 'document', 'tool_result', 'search_result'])
  expect(addable('system-prompt')).toEqual([{ type: 'text', isTaken: true }])
})

it('has a new result answer the first call that no result answers yet', () => {
  const empty: Prompt = {
    id: 'p',
    name: '',
    model: '',
    apiVersion: 'automatic',
    system: '',
    messages: [
      { id: 'a', role: 'assistant', content: [newBlock('tool_use', id), { ...newBlock('tool_use', id), id: 't2' }] },
      { id: 'b', role: 'user', content: '' },
    ],
    prefill: '',
    settings: { max_tokens: 1 },
  }
  const open = ({ messages }: Prompt) => toolCalls(messages).flatMap((call) => (call.isAnswered ? [] : [call.id]))
  expect(open(empty)).toEqual(['toolu_0123456789abcdef01234567', 't2'])
  const place = { kind: 'message', id: 'b' } as const
  const one = addBlock(place, newBlock('tool_result', id, open(empty)))(empty)
  expect(open(one)).toEqual(['t2'])
  const both = addBlock(place, newBlock('tool_result', id, open(one)))(one)
  expect(open(both)).toEqual([])
  expect(newBlock('tool_result', id, open(both))).toEqual({ type: 'tool_result', tool_use_id: '', content: '' })
})
