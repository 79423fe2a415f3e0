import { describe, expect, it } from 'vitest'
import type { ContentBlock, Prompt } from '#shared/prompt/prompt'
import {
  addBlock,
  type BlockPlace,
  backToPlainText,
  cacheTime,
  changeBlock,
  deleteBlock,
  duplicateBlock,
  insertBlock,
  markEnd,
  mayBeMarked,
  moveBlock,
  setBlockFields,
  setBlockText,
  setCacheMark,
  stripThinking,
} from './block-edits.ts'

const thought = { type: 'thinking', thinking: 'Hm.', signature: 's' }
const call = { type: 'tool_use', id: 't1', name: 'look', input: { q: 1 } }
const prompt: Prompt = {
  id: 'p',
  name: 'Blocks',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: 'Sort.',
  messages: [
    { id: 'a', role: 'user', content: 'one' },
    { id: 'b', role: 'assistant', content: [thought, { type: 'text', text: 'two' }, call] },
    { id: 'c', role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content: 'found', is_error: false }] },
    { id: 'd', role: 'assistant', content: [thought] },
  ],
  prefill: '',
  settings: { max_tokens: 100 },
}
const at = (id: string): BlockPlace => ({ kind: 'message', id })
const contentOf = (changed: Prompt, id: string) => changed.messages.find((message) => message.id === id)!.content
const types = (changed: Prompt, id: string) => (contentOf(changed, id) as ContentBlock[]).map(({ type }) => type)

describe('blocks', () => {
  it('turn a string into blocks when one is added, and back into it while they say the same', () => {
    const added = addBlock(at('a'), { type: 'text', text: 'more' })(prompt)
    expect(contentOf(added, 'a')).toEqual([
      { type: 'text', text: 'one' },
      { type: 'text', text: 'more' },
    ])
    expect(backToPlainText(at('a'))(added)).toBe(added)
    expect(contentOf(backToPlainText(at('a'))(deleteBlock(at('a'), 1)(added)), 'a')).toBe('one')
    const cited = insertBlock(at('a'), 0, { type: 'text', text: 'x', citations: [] })(prompt)
    const only = deleteBlock(at('a'), 1)(cited)
    expect(backToPlainText(at('a'))(only)).toBe(only)
  })

  it('are added behind the others, a tool result before everything else', () => {
    const result = { type: 'tool_result', tool_use_id: 't2' }
    expect(types(addBlock(at('c'), { type: 'text', text: '' })(prompt), 'c')).toEqual(['tool_result', 'text'])
    const both = addBlock(at('c'), result)(addBlock(at('c'), { type: 'text', text: '' })(prompt))
    expect(types(both, 'c')).toEqual(['tool_result', 'tool_result', 'text'])
    expect((contentOf(both, 'c') as ContentBlock[])[1]).toBe(result)
  })

  it('move, stop at the ends, duplicate and go', () => {
    expect(types(moveBlock(at('b'), 2, -1)(prompt), 'b')).toEqual(['thinking', 'tool_use', 'text'])
    expect(moveBlock(at('b'), 0, -1)(prompt)).toBe(prompt)
    expect(types(duplicateBlock(at('b'), 1)(prompt), 'b')).toEqual(['thinking', 'text', 'text', 'tool_use'])
    expect(types(deleteBlock(at('b'), 0)(prompt), 'b')).toEqual(['text', 'tool_use'])
  })

  it('keep their other fields in their order', () => {
    const renamed = setBlockFields(at('c'), 0, { content: 'lost', is_error: undefined })(prompt)
    expect(JSON.stringify(contentOf(renamed, 'c'))).toBe('[{"type":"tool_result","tool_use_id":"t1","content":"lost"}]')
    expect(setBlockFields(at('c'), 0, { content: 'found' })(prompt)).toBe(prompt)
  })

  it('are reached inside of other blocks, and a document’s inside of its source', () => {
    const inner: BlockPlace = { kind: 'block', parent: at('c'), index: 0, field: 'content' }
    const asBlocks = addBlock(inner, { type: 'text', text: 'and more' })(prompt)
    expect(contentOf(asBlocks, 'c')).toEqual([
      {
        type: 'tool_result',
        tool_use_id: 't1',
        content: [
          { type: 'text', text: 'found' },
          { type: 'text', text: 'and more' },
        ],
        is_error: false,
      },
    ])
    expect(contentOf(setBlockText(inner, 1, 'less')(asBlocks), 'c')).toMatchObject([
      { content: [{ text: 'found' }, { text: 'less' }] },
    ])
    const document = { type: 'document', source: { type: 'content', content: 'old' }, title: 'T' }
    const withDocument = changeBlock(at('c'), 0, () => document)(prompt)
    const source: BlockPlace = { kind: 'block', parent: at('c'), index: 0, field: 'source.content' }
    expect(contentOf(addBlock(source, { type: 'text', text: 'new' })(withDocument), 'c')).toEqual([
      {
        type: 'document',
        source: {
          type: 'content',
          content: [
            { type: 'text', text: 'old' },
            { type: 'text', text: 'new' },
          ],
        },
        title: 'T',
      },
    ])
  })

  it('of thinking are stripped; a message that holds nothing else is muted', () => {
    expect(types(stripThinking(at('b'), 0)(prompt), 'b')).toEqual(['text', 'tool_use'])
    const muted = stripThinking(at('d'), 0)(prompt)
    expect(muted.messages[3]).toEqual({ id: 'd', role: 'assistant', content: [thought], muted: true })
  })

  it('of the system prompt are changed alike', () => {
    const added = addBlock({ kind: 'system' }, { type: 'text', text: 'Well.' })(prompt)
    expect(added.system).toEqual([
      { type: 'text', text: 'Sort.' },
      { type: 'text', text: 'Well.' },
    ])
  })
})

describe('a cache breakpoint', () => {
  it('is set, changed and taken away, and the fields of a mark that is there are kept', () => {
    const hour = setCacheMark(at('b'), 2, '1h')(prompt)
    expect((contentOf(hour, 'b') as ContentBlock[])[2]).toEqual({
      ...call,
      cache_control: { type: 'ephemeral', ttl: '1h' },
    })
    const short = setCacheMark(at('b'), 2, '5m')(hour)
    expect((contentOf(short, 'b') as ContentBlock[])[2]).toEqual({ ...call, cache_control: { type: 'ephemeral' } })
    expect(setCacheMark(at('b'), 2, '5m')(short)).toBe(short)
    expect(setCacheMark(at('b'), 2, null)(short)).toEqual(prompt)
    expect([cacheTime(call), cacheTime({ ...call, cache_control: { type: 'ephemeral', ttl: '1h' } })]).toEqual([
      null,
      '1h',
    ])
  })

  it('goes to the last block that may carry one: not to thinking, not to empty text', () => {
    expect([thought, { type: 'text', text: '' }, call].map(mayBeMarked)).toEqual([false, false, true])
    expect(contentOf(markEnd(at('a'), '5m')(prompt), 'a')).toEqual([
      { type: 'text', text: 'one', cache_control: { type: 'ephemeral' } },
    ])
    expect(markEnd(at('d'), '5m')(prompt)).toBe(prompt)
  })
})
