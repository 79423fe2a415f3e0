import { expect, it } from 'vitest'
import { createAccumulator } from '#shared/runs/accumulate'
import type { RunEvent } from '#shared/runs/run'
import { takeRecords, upToFirstDelta } from './stream-record.ts'

const batch = [
  { type: 'message_start', message: { id: 'msg_1' } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  ...['one ', 'two ', 'three'].map((text) => ({
    type: 'content_block_delta',
    index: 0,
    delta: { type: 'text_delta', text },
  })),
  { type: 'message_stop' },
].map((event) => ({ event: event.type, data: JSON.stringify(event) }))

function told() {
  const accumulator = createAccumulator({ elapsedMs: () => 0, requestId: () => null })
  return (records: typeof batch) =>
    Array.from(upToFirstDelta(records, accumulator), (part) => {
      const out: RunEvent[] = []
      takeRecords(part, accumulator, out)
      return out.map((event) => (event.type === 'block-delta' ? event.text : event.type))
    })
}

it('tells the first delta before the records behind it are read', () => {
  expect(told()(batch)).toEqual([['message-start'], ['block-start'], ['one '], ['two three', 'block-end']])
})

it('takes a batch as a whole once the first delta has come', () => {
  const tell = told()
  tell(batch.slice(0, 3))
  expect(tell(batch.slice(3))).toEqual([['two three', 'block-end']])
})
