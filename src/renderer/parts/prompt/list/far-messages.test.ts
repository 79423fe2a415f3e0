import { expect, it } from 'vitest'
import type { PromptMessage } from '#shared/prompt/prompt'
import { farText, messageAt, roughHeight } from './far-messages.ts'

const messages: PromptMessage[] = [
  { id: 'a', role: 'user', content: 'One' },
  {
    id: 'b',
    role: 'assistant',
    content: [{ type: 'text', text: 'Two' }, { type: 'image' }, { type: 'text', text: '!' }],
  },
  { id: 'c', role: 'user', content: '' },
  { id: 'd', role: 'assistant', content: 'Four' },
]

it('has the words of all messages, those in blocks too', () => {
  expect(farText(messages)).toBe('One\n\nTwo\n\n!\n\n\n\nFour')
})

it('knows which message a character is of, and where that begins', () => {
  const text = farText(messages)
  const owners = Array.from({ length: text.length }, (_, offset) => messageAt(messages, offset)?.id)
  expect(owners.join('')).toBe('aaaaabbbbbbbbccdddd')
  expect(messageAt(messages, text.length - 1)).toEqual({ id: 'd', start: text.indexOf('Four') })
  expect(messageAt(messages, text.length + 2)).toBeNull()
})

it('takes longer messages for higher, up to what an editor grows to', () => {
  const height = (length: number) => roughHeight([{ id: 'a', role: 'user', content: 'x'.repeat(length) }])
  expect(height(800) - height(80)).toBe(180)
  expect(height(1_000_000)).toBe(height(100_000))
  expect(roughHeight(messages)).toBe(messages.reduce((sum, message) => sum + roughHeight([message]), 0))
})
