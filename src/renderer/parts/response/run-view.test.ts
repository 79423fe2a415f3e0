import { describe, expect, it } from 'vitest'
import type { RunEvent } from '#shared/runs/run'
import { sampleEndedRun, sampleRun } from '../../../../test/support/sample-run.ts'
import { applyRunEvents, type RunView, viewOfRun } from './run-view.ts'

function shown({ blocks, answer }: RunView) {
  return {
    answer: answer.toString(),
    blocks: blocks.map(({ block, text, isComplete }) => [block.type, text.toString(), isComplete]),
  }
}

const events: RunEvent[] = [
  { type: 'message-start', id: 'msg_1', model: 'm', usage: { input_tokens: 9, output_tokens: 1 }, requestId: 'req_1' },
  { type: 'block-start', index: 0, block: { type: 'thinking', thinking: '' } },
  { type: 'block-delta', index: 0, field: 'thinking', text: 'Hmm', isFirst: true, atMs: 40 },
  { type: 'block-end', index: 0, block: { type: 'thinking', thinking: 'Hmm', signature: 's' } },
  { type: 'block-start', index: 1, block: { type: 'text', text: '' } },
  { type: 'block-delta', index: 1, field: 'text', text: ' 1' },
  { type: 'block-delta', index: 1, field: 'text', text: '}' },
]

describe('the view of a run', () => {
  it('grows block by block, with the prefill in front of the first text', () => {
    const view = applyRunEvents(viewOfRun(sampleRun({ prefill: '{"a":' })), events)
    expect(shown(view)).toEqual({
      answer: '{"a": 1}',
      blocks: [
        ['thinking', 'Hmm', true],
        ['text', '{"a": 1}', false],
      ],
    })
    expect(view.run).toMatchObject({ firstTokenMs: 40, requestId: 'req_1', usage: { input_tokens: 9 } })
  })

  it('is the same however the events are batched', () => {
    const start = () => viewOfRun(sampleRun({ prefill: 'x' }))
    const oneByOne = events.reduce((view, event) => applyRunEvents(view, [event]), start())
    expect(shown(oneByOne)).toEqual(shown(applyRunEvents(start(), events)))
  })

  it('leaves blocks that no event touches as they are', () => {
    const before = applyRunEvents(viewOfRun(sampleRun()), events)
    const after = applyRunEvents(before, [{ type: 'block-delta', index: 1, field: 'text', text: '!' }])
    expect(after.blocks[0]).toBe(before.blocks[0])
    expect(after.blocks[1]?.length).toBe(4)
  })

  it('keeps the growing texts when the run ends as it was heard, so that nothing is rendered anew', () => {
    const before = applyRunEvents(viewOfRun(sampleRun()), events)
    const content = [
      { type: 'thinking', thinking: 'Hmm', signature: 's' },
      { type: 'text', text: ' 1}' },
    ]
    const run = sampleEndedRun({ response: { ...sampleEndedRun().response, content } })
    const after = applyRunEvents(before, [{ type: 'end', run }])
    expect(after.run).toBe(run)
    expect(after.blocks.map(({ text }) => text)).toEqual(before.blocks.map(({ text }) => text))
    expect(after.blocks.every(({ isComplete }) => isComplete)).toBe(true)
  })

  it('takes the record where it holds more than was heard', () => {
    const run = sampleEndedRun()
    const after = applyRunEvents(viewOfRun(sampleRun()), [{ type: 'end', run }])
    expect(shown(after)).toEqual({ answer: 'Hello there — 你好 👋', blocks: [['text', 'Hello there — 你好 👋', true]] })
  })

  it('shows a run from the history whole', () => {
    const content = [{ type: 'tool_use', id: 't', name: 'look_up', input: { order: 1182 } }]
    const view = viewOfRun(sampleEndedRun({ response: { ...sampleEndedRun().response, content } }))
    expect(shown(view).blocks).toEqual([['tool_use', '{\n  "order": 1182\n}', true]])
  })
})
