import { expect, it } from 'vitest'
import type { PromptMessage } from '#shared/prompt/prompt'
import { sectionsOf } from './sections.ts'

const messages = (count: number): PromptMessage[] =>
  Array.from({ length: count }, (_, index) => ({ id: `m${index}`, role: 'user', content: '' }))

it.each([0, 1, 30, 31, 229, 230, 231, 10_000])('has each of %i messages once, in order, at its place', (count) => {
  const all = messages(count)
  const sections = sectionsOf(all)
  expect(sections.flatMap((section) => section.messages)).toEqual(all)
  for (const { from, messages: some } of sections) expect(some[0]).toBe(all[from])
})

it('opens with a first part that is no more than a screen, however long the list', () => {
  const [first, second] = sectionsOf(messages(10_000))
  expect(first?.messages).toHaveLength(30)
  expect(second?.messages).toHaveLength(200)
})
