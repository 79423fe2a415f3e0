import { expect, it } from 'vitest'
import type { ContentBlock, PromptMessage } from '#shared/prompt/prompt'
import { createCallReader } from './tool-calls.ts'

const message = (id: string, content: PromptMessage['content']): PromptMessage => ({ id, role: 'user', content })
const call: ContentBlock = { type: 'tool_use', id: 'toolu_1', name: 'look_up', input: {} }
const answer: ContentBlock = { type: 'tool_result', tool_use_id: 'toolu_1', content: 'found' }
const before = [message('a', 'Where is it?'), message('b', [call]), message('c', [answer])]
const calls = (isAnswered: boolean) => [{ id: 'toolu_1', name: 'look_up', isAnswered }]

it('answers the same list while texts are typed, in a message or in the result itself', () => {
  const read = createCallReader()
  const first = read(before)
  expect(first).toEqual(calls(true))
  expect(read(before.with(0, message('a', 'Where is my parcel?')))).toBe(first)
  expect(read(before.with(2, message('c', [{ ...answer, content: 'found it' }])))).toBe(first)
})

it('sees a call that is answered no longer, one that is muted, and one that is gone', () => {
  const read = createCallReader()
  read(before)
  expect(read(before.with(2, message('c', 'Nothing.')))).toEqual(calls(false))
  expect(read(before)).toEqual(calls(true))
  expect(read(before.slice(0, 2))).toEqual(calls(false))
  expect(read(before.with(1, { ...before[1]!, muted: true }))).toEqual([])
  expect(read([])).toEqual([])
})
