import { expect, it } from 'vitest'
import { olderWords } from './older-words.ts'

const messages = [{ id: 'a' }, { id: 'b', muted: true }, { id: 'c' }, { id: 'd' }, { id: 'e' }]

it('calls messages the oldest only where none that is sent stands before them', () => {
  expect(olderWords(messages, ['a'])).toBe('the oldest message')
  expect(olderWords(messages, ['a', 'c'])).toBe('the oldest 2 messages')
  expect(olderWords(messages, ['c', 'd'])).toBe('2 of the older messages')
})
