import { expect, it } from 'vitest'
import { examplePrompts } from '../prompt/examples.ts'
import type { PromptMessage } from '../prompt/prompt.ts'
import { createMemory } from './memory.ts'
import { type MessageFacts, readPrompt } from './reading.ts'

function factsOf(message: Partial<PromptMessage>): MessageFacts {
  const messages: PromptMessage[] = [{ id: 'a', role: 'user', content: '', ...message }]
  const prompt = { ...examplePrompts[0]!, messages }
  return readPrompt(prompt, prompt, createMemory(), () => []).sent[0]!.facts
}

it('knows of a plain text what it knows of one block with it, and makes that block once', () => {
  const text = factsOf({ content: 'Words.' })
  const block = factsOf({ content: [{ type: 'text', text: 'Words.' }] })
  expect(text.blocks).toEqual(block.blocks)
  expect(text.blocks).toBe(text.blocks)
  for (const facts of [text, block]) {
    const { isPlain, placed, secrets, kinds } = facts
    expect({ isPlain, placed, secrets, kinds: [...kinds] }).toEqual({
      isPlain: true,
      placed: [],
      secrets: [],
      kinds: ['text'],
    })
  }
  expect(text.characters).toBe('Words.'.length + 2)
})

it('takes no text for plain that is empty, that holds a secret, or that is an instruction between the turns', () => {
  expect(factsOf({ content: '' }).isPlain).toBe(false)
  expect(factsOf({ content: 'Words.', role: 'system' }).isPlain).toBe(false)
  const secret = factsOf({ content: `npm_${'a1'.repeat(18)}` })
  expect([secret.isPlain, secret.secrets.length]).toEqual([false, 1])
})
