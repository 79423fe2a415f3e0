import { describe, expect, it } from 'vitest'
import type { Prompt } from '#shared/prompt/prompt'
import { setBlockText } from './block-edits.ts'
import {
  addMessage,
  changeRole,
  deleteMessage,
  duplicateMessage,
  legalRoles,
  moveMessage,
  moveMessageBy,
  muteMessage,
  nextRole,
  setContent,
  setModel,
  setNested,
  setPrefill,
  setSetting,
  systemPlace,
  unsetSetting,
} from './prompt-edits.ts'

const prompt: Prompt = {
  id: 'p',
  name: 'Sorting',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'Sort.',
  messages: [
    { id: 'a', role: 'user', content: 'one' },
    { id: 'b', role: 'assistant', content: 'two' },
    { id: 'c', role: 'user', content: [{ type: 'text', text: 'three', cache_control: { type: 'ephemeral' } }] },
  ],
  prefill: '',
  settings: { max_tokens: 100, temperature: 0.2, output_config: { effort: 'low', format: { type: 'json_schema' } } },
}
const order = ({ messages }: Prompt) => messages.map(({ id }) => id).join('')

describe('messages', () => {
  it('changes one message and shares all others', () => {
    const changed = setContent({ kind: 'message', id: 'b' }, 'TWO')(prompt)
    expect(changed.messages[1]).toEqual({ id: 'b', role: 'assistant', content: 'TWO' })
    expect(changed.messages[0]).toBe(prompt.messages[0])
    expect(changed.settings).toBe(prompt.settings)
  })

  it('keeps the other fields of a block whose text changes, and blocks stay blocks', () => {
    const changed = setBlockText({ kind: 'message', id: 'c' }, 0, '3')(prompt)
    expect(changed.messages[2]?.content).toEqual([{ type: 'text', text: '3', cache_control: { type: 'ephemeral' } }])
  })

  it('moves to a place and by steps, and stops at the ends', () => {
    expect(order(moveMessage('a', 2)(prompt))).toBe('bca')
    expect(order(moveMessage('c', 0)(prompt))).toBe('cab')
    expect(order(moveMessageBy('b', -1)(prompt))).toBe('bac')
    expect(order(moveMessageBy('b', 9)(prompt))).toBe('acb')
  })

  it('adds, duplicates behind the original, and deletes', () => {
    expect(order(addMessage({ id: 'x', role: 'user', content: '' })(prompt))).toBe('abcx')
    expect(order(addMessage({ id: 'x', role: 'user', content: '' }, 1)(prompt))).toBe('axbc')
    expect(order(duplicateMessage('b', 'B')(prompt))).toBe('abBc')
    expect(order(deleteMessage('b')(prompt))).toBe('ac')
  })

  it('mutes by a mark and unmutes without leaving one', () => {
    const muted = muteMessage('a', true)(prompt)
    expect(muted.messages[0]).toEqual({ id: 'a', role: 'user', content: 'one', muted: true })
    expect(muteMessage('a', false)(muted)).toEqual(prompt)
  })
})

describe('settings', () => {
  it('keeps any value as typed', () => {
    expect(setSetting('temperature', 7)(prompt).settings.temperature).toBe(7)
    expect(setSetting('max_tokens', -1)(prompt).settings.max_tokens).toBe(-1)
  })

  it('leaves a field out, but never the one the API requires', () => {
    expect('temperature' in unsetSetting('temperature')(prompt).settings).toBe(false)
    expect(unsetSetting('max_tokens')(prompt)).toBe(prompt)
  })

  it('takes a nested field out and leaves its neighbours, and drops an object that is left empty', () => {
    const withoutEffort = setNested('output_config', 'effort', null)(prompt)
    expect(withoutEffort.settings.output_config).toEqual({ format: { type: 'json_schema' } })
    const named = setNested('metadata', 'user_id', 'u-1')(prompt)
    expect(named.settings.metadata).toEqual({ user_id: 'u-1' })
    expect('metadata' in setNested('metadata', 'user_id', null)(named).settings).toBe(false)
  })

  it('changes nothing else when the model changes', () => {
    const { model, ...rest } = setModel('claude-opus-5-5')(prompt)
    expect({ model, ...rest }).toEqual({ ...prompt, model: 'claude-opus-5-5' })
  })
})

describe('a change that changes nothing', () => {
  it.each([
    ['the same text', setContent(systemPlace, 'Sort.')],
    ['the same prefill', setPrefill('')],
    ['the same role', changeRole('a', 'user')],
    ['the same setting', setSetting('temperature', 0.2)],
    ['a message that is not there', deleteMessage('nobody')],
    ['a move that goes nowhere', moveMessageBy('a', -1)],
    ['a block that is not there', setBlockText({ kind: 'message', id: 'a' }, 0, 'x')],
  ])('%s: the very same prompt', (_name, edit) => {
    expect(edit(prompt)).toBe(prompt)
  })
})

describe('roles', () => {
  it('go round among those the model takes', () => {
    expect(nextRole('user', legalRoles(false))).toBe('assistant')
    expect(nextRole('assistant', legalRoles(null))).toBe('user')
    expect(nextRole('assistant', legalRoles(true))).toBe('system')
    expect(nextRole('system', legalRoles(false))).toBe('user')
  })
})
