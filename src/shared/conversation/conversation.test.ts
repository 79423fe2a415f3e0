import { describe, expect, it } from 'vitest'
import type { Prompt } from '../prompt/prompt.ts'
import { asNewConversation, beforeAnswerAt, branchAt, hasConversation } from './conversation.ts'

const prompt: Prompt = {
  id: 'p',
  name: 'Triage',
  model: 'claude-haiku-4-5',
  apiVersion: '2023-06-01',
  system: 'Be brief.',
  messages: [
    { id: 'u1', role: 'user', content: 'One' },
    { id: 'a1', role: 'assistant', content: 'Answer one' },
    { id: 'u2', role: 'user', content: 'Two' },
    { id: 'a2', role: 'assistant', content: 'Answer two' },
  ],
  prefill: '{',
  settings: { max_tokens: 64, temperature: 0.5, tools: [{ name: 't' }] },
}
const ids = ({ messages }: Prompt) => messages.map(({ id }) => id)

describe('a new conversation', () => {
  it('has one empty message of the user, and everything else of the prompt', () => {
    expect(asNewConversation(prompt, 'new')).toEqual({
      ...prompt,
      messages: [{ id: 'new', role: 'user', content: '' }],
    })
  })

  it('is one already where there is only an empty message of the user', () => {
    expect(hasConversation(asNewConversation(prompt, 'new'))).toBe(false)
    expect(hasConversation(prompt)).toBe(true)
    expect(hasConversation({ ...prompt, messages: prompt.messages.slice(0, 1) })).toBe(true)
  })
})

describe('going back to a turn', () => {
  it.each([
    ['u1', ['u1']],
    ['a1', ['u1']],
    ['u2', ['u1', 'a1', 'u2']],
    ['a2', ['u1', 'a1', 'u2']],
  ])('answers anew at %s: what is sent is %j', (id, left) => {
    expect(ids(beforeAnswerAt(prompt, id))).toEqual(left)
  })

  it('changes nothing where nothing follows, or the message is gone', () => {
    const open = { ...prompt, messages: prompt.messages.slice(0, 3) }
    expect(beforeAnswerAt(open, 'u2')).toBe(open)
    expect(beforeAnswerAt(prompt, 'gone')).toBe(prompt)
  })
})

describe('a branch', () => {
  it('is a prompt of its own with the turns up to there, named after its parent', () => {
    expect(branchAt(prompt, 'u2', 'new', ['Triage'])).toEqual({
      ...prompt,
      id: 'new',
      name: 'Triage, branch 1',
      messages: prompt.messages.slice(0, 3),
    })
  })

  it('has no prefill behind a turn of the assistant', () => {
    expect(branchAt(prompt, 'a1', 'new', [])).toMatchObject({ messages: prompt.messages.slice(0, 2), prefill: '' })
  })

  it('takes the next name that is free, also as a branch of a branch', () => {
    const names = ['Triage', 'Triage, branch 1', 'Triage, branch 3']
    expect(branchAt(prompt, 'u1', 'new', names).name).toBe('Triage, branch 2')
    expect(branchAt({ ...prompt, name: 'Triage, branch 1' }, 'u1', 'new', names).name).toBe('Triage, branch 2')
  })
})
