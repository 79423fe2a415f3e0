import { expect, it } from 'vitest'
import { ownerOf } from './finding-owner.ts'

it.each([
  ['temperature', 'temperature'],
  ['effort', 'effort'],
  ['messages', 'messages'],
  ['messages.3', 'messages.3'],
  ['messages.12.content.0', 'messages.12'],
  ['system.1', 'system'],
  ['stop_sequences.0', 'stop_sequences'],
  ['metadata.user_id', 'other'],
  ['metadata', 'other'],
  ['thinking.budget_tokens', 'thinking'],
  ['tools.3', 'tools'],
  ['tool_choice', 'tools'],
  ['format', 'format'],
  ['headers', 'other'],
  ['input_tokens', 'request'],
  ['request', 'request'],
])('a finding about %s is shown by %s', (field, owner) => {
  expect(ownerOf(field)).toBe(owner)
})
