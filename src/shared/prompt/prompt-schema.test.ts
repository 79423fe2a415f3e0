import { expect, it } from 'vitest'
import { examplePrompts } from './examples.ts'
import type { Prompt } from './prompt.ts'
import { promptSchema, someSettings } from './prompt-schema.ts'

const [example] = examplePrompts as [Prompt]

it('keeps the fields of settings and blocks in the order in which they are shown and sent', () => {
  const block = { text: 'Hello', cache_control: { type: 'ephemeral' }, type: 'text' }
  const settings = { mood: 'calm', tools: [{ name: 'look', input_schema: {} }], temperature: 0.5, max_tokens: 64 }
  const prompt = { ...example, system: [block], messages: [{ id: 'm', role: 'user', content: [block] }], settings }
  expect(JSON.stringify(promptSchema.parse(prompt))).toContain(JSON.stringify(settings))
  expect(JSON.stringify(promptSchema.parse(prompt).messages)).toContain(JSON.stringify([block]))
  expect(JSON.stringify(promptSchema.parse(prompt).system)).toBe(JSON.stringify([block]))
  expect(JSON.stringify(someSettings.parse(settings))).toBe(JSON.stringify(settings))
})

it('still says what of a prompt has another shape, and where', () => {
  const wrong = { ...example, settings: { mood: undefined, max_tokens: '64' } }
  expect(promptSchema.safeParse(wrong).error?.issues[0]).toMatchObject({ path: ['settings', 'max_tokens'] })
  const untyped = { ...example, system: [{ text: 'Hello' }] }
  expect(promptSchema.safeParse(untyped).success).toBe(false)
})
