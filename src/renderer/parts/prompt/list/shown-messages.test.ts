import { beforeEach, expect, it, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { Prompt } from '#shared/prompt/prompt'
import { deleteMessage, muteMessage, type PromptEdit, setContent } from '../edits/prompt-edits.ts'
import { createShownMessages, type ShownMessages } from './shown-messages.ts'

let edit: (how: PromptEdit) => void
let shown: ShownMessages
/** Called back when the list has to be rendered. */
let rendered: () => void

beforeEach(() => {
  const prompt: Prompt = {
    id: 'p',
    name: 'P',
    model: 'claude-haiku-4-5',
    apiVersion: 'automatic',
    system: '',
    messages: ['a', 'b', 'c'].map((id) => ({ id, role: 'user', content: id })),
    prefill: '',
    settings: { max_tokens: 100 },
  }
  const store = createStore(() => ({ prompt }))
  edit = (how) => store.setState(({ prompt }) => ({ prompt: how(prompt) }))
  // Safe: no other part of that store is used.
  shown = createShownMessages(store as unknown as Parameters<typeof createShownMessages>[0])
  const before = { messages: shown.get() }
  rendered = vi.fn()
  shown.subscribe(() => {
    // As React does it.
    if (shown.get() !== before.messages) rendered()
    before.messages = shown.get()
  })
})

const type = (id: string, content: string) => edit(setContent({ kind: 'message', id }, content))
const texts = () => shown.get().map(({ content }) => content)

it('has a text that is followed shown without the list, and any other with it', () => {
  const show = vi.fn()
  shown.follow('b', show)
  expect(show.mock.calls).toEqual([['b']])
  type('b', 'be')
  expect(show.mock.calls).toEqual([['b'], ['be']])
  expect(rendered).not.toHaveBeenCalled()
  type('a', 'at')
  expect(rendered).toHaveBeenCalledOnce()
  expect(texts()).toEqual(['at', 'be', 'c'])
})

it('has the list rendered for all but words: what is muted, what goes, and a text that becomes blocks', () => {
  shown.follow('b', () => {})
  edit(muteMessage('b', true))
  expect(shown.get()[1]?.muted).toBe(true)
  edit(setContent({ kind: 'message', id: 'b' }, [{ type: 'text', text: 'b' }]))
  expect(texts()).toEqual(['a', [{ type: 'text', text: 'b' }], 'c'])
  edit(deleteMessage('a'))
  expect(texts()).toHaveLength(2)
  expect(rendered).toHaveBeenCalledTimes(3)
})

it('follows a message to its new place', () => {
  const show = vi.fn()
  shown.follow('c', show)
  edit(deleteMessage('a'))
  type('c', 'cat')
  expect(show).toHaveBeenLastCalledWith('cat')
})

it('has the newest words in the list as soon as nobody shows them otherwise', () => {
  const stop = shown.follow('b', () => {})
  type('b', 'be')
  expect(texts()).toEqual(['a', 'b', 'c'])
  stop()
  expect(rendered).toHaveBeenCalledOnce()
  expect(texts()).toEqual(['a', 'be', 'c'])
  type('b', 'bee')
  expect(texts()).toEqual(['a', 'bee', 'c'])
})
