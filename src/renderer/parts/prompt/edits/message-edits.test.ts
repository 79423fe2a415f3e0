import { describe, expect, it } from 'vitest'
import type { Prompt, PromptMessage } from '#shared/prompt/prompt'
import {
  deleteMessages,
  mergeObstacle,
  mergeWithNext,
  moveMessages,
  muteMessages,
  pinMessage,
  putBack,
  splitMessage,
} from './message-edits.ts'

const text = (words: string) => ({ type: 'text', text: words })
const image = { type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }
const promptOf = (...messages: PromptMessage[]): Prompt => ({
  id: 'p',
  name: 'Cards',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: '',
  messages,
  prefill: '',
  settings: { max_tokens: 100 },
})
const user = (id: string, content: PromptMessage['content']): PromptMessage => ({ id, role: 'user', content })
const order = ({ messages }: Prompt) => messages.map(({ id }) => id).join('')
const contents = ({ messages }: Prompt) => messages.map(({ content }) => content)

describe('splitting at the caret', () => {
  it('keeps every character of a text', () => {
    const split = splitMessage('a', { block: 0, offset: 3 }, 'b')(promptOf({ ...user('a', 'one two'), pinned: true }))
    expect(split.messages).toEqual([
      { ...user('a', 'one'), pinned: true },
      { ...user('b', ' two'), pinned: true },
    ])
  })

  it('keeps every block, and the other fields of the text that is cut with its first half', () => {
    const cited = { ...text('one two'), citations: [] }
    const blocks = promptOf(user('a', [image, cited, image]))
    const at = (offset: number) => contents(splitMessage('a', { block: 1, offset }, 'b')(blocks))
    expect(at(3)).toEqual([
      [image, { ...cited, text: 'one' }],
      [text(' two'), image],
    ])
    expect(at(7)).toEqual([[image, cited], [image]])
    expect(at(0)).toEqual([[image], [text('one two'), image]])
  })
})

describe('merging with the next', () => {
  it('joins two texts by a blank line, and puts blocks together otherwise', () => {
    expect(contents(mergeWithNext('a')(promptOf(user('a', 'one'), user('b', 'two'), user('c', 'x'))))).toEqual([
      'one\n\ntwo',
      'x',
    ])
    expect(contents(mergeWithNext('a')(promptOf(user('a', 'one'), user('b', [image]))))).toEqual([[text('one'), image]])
    expect(contents(mergeWithNext('a')(promptOf(user('a', ''), user('b', 'two'))))).toEqual(['two'])
  })

  it('stays pinned where either was, and is refused across roles, mutes and the end', () => {
    const pinned = mergeWithNext('a')(promptOf(user('a', 'one'), { ...user('b', 'two'), pinned: true }))
    expect(pinned.messages).toEqual([{ ...user('a', 'one\n\ntwo'), pinned: true }])
    const mixed = promptOf(
      user('a', 'one'),
      { ...user('b', 'two'), muted: true },
      { ...user('c', 'x'), role: 'assistant' },
    )
    expect([0, 1, 2].map((index) => mergeObstacle(mixed, index))).toEqual([
      'one of them is muted',
      'the next one is assistant',
      'the last one',
    ])
    expect(mergeWithNext('a')(mixed)).toBe(mixed)
  })
})

it('pins by a mark and unpins without leaving one', () => {
  const plain = promptOf(user('a', 'one'))
  const pinned = pinMessage('a', true)(plain)
  expect(pinned.messages[0]).toEqual({ ...user('a', 'one'), pinned: true })
  expect(pinMessage('a', false)(pinned)).toEqual(plain)
  expect(pinMessage('a', true)(pinned)).toBe(pinned)
})

describe('several messages', () => {
  const five = promptOf(...['a', 'b', 'c', 'd', 'e'].map((id) => user(id, id)))
  const ids = (text: string) => new Set(text)

  it('move together by one place, keep their order, and stop at the ends', () => {
    expect(order(moveMessages(ids('bd'), -1)(five))).toBe('badce')
    expect(order(moveMessages(ids('bc'), 1)(five))).toBe('adbce')
    expect(order(moveMessages(ids('ab'), -1)(five))).toBe('abcde')
    expect(moveMessages(ids('ab'), -1)(five)).toBe(five)
    expect(order(moveMessages(ids('ac'), -1)(five))).toBe('acbde')
    expect(order(moveMessages(ids('de'), 1)(five))).toBe('abcde')
  })

  it('are muted and heard again in one step', () => {
    const muted = muteMessages(ids('ac'), true)(five)
    expect(muted.messages.filter((message) => message.muted).map(({ id }) => id)).toEqual(['a', 'c'])
    expect(muteMessages(ids('ac'), false)(muted)).toEqual(five)
    expect(muteMessages(ids('ac'), false)(five)).toBe(five)
  })

  it('are deleted, and come back to their places though others changed meanwhile', () => {
    const removed = five.messages.map((message, index) => ({ message, index })).filter(({ index }) => index % 2 === 1)
    const rest = deleteMessages(ids('bd'))(five)
    expect(order(rest)).toBe('ace')
    expect(order(putBack(removed)(rest))).toBe('abcde')
    expect(putBack(removed)(five)).toBe(five)
  })
})
