import { describe, expect, it } from 'vitest'
import { sampleEndedRun } from '../../../test/support/sample-run.ts'
import type { ContentBlock } from '../prompt/prompt.ts'
import { toMessage } from './to-message.ts'

function messageOf(content: ContentBlock[], prefill = '') {
  return toMessage({ response: { ...sampleEndedRun().response, content }, prefill })
}

const thinking = { type: 'thinking', thinking: 'Hmm', signature: 's' }
const call = { type: 'tool_use', id: 't', name: 'look_up', input: { order: 1 } }

describe('an answer as a message', () => {
  it('is a string where it is text alone, joined with the prefill', () => {
    expect(messageOf([{ type: 'text', text: ' 1}' }], '{"a":')).toEqual({ content: '{"a": 1}' })
    expect(
      messageOf([
        { type: 'text', text: 'a', citations: null },
        { type: 'text', text: 'b' },
      ]),
    ).toEqual({ content: 'ab' })
  })

  it('keeps its blocks where a string would lose something', () => {
    const text = { type: 'text', text: 'a' }
    const cited = { type: 'text', text: 'b', citations: [{ type: 'page_location' }] }
    expect(messageOf([thinking, text])).toEqual({ content: [thinking, text] })
    expect(messageOf([text, call])).toEqual({ content: [text, call] })
    expect(messageOf([cited])).toEqual({ content: [cited] })
  })

  it('puts the prefill in front of the first text among blocks', () => {
    expect(messageOf([{ type: 'text', text: 'a' }, call], 'So: ')).toEqual({
      content: [{ type: 'text', text: 'So: a' }, call],
    })
    expect(messageOf([call], 'So: ')).toEqual({ content: [{ type: 'text', text: 'So: ' }, call] })
  })

  it('is nothing where nothing came', () => {
    expect(messageOf([], '{')).toBeNull()
  })
})
