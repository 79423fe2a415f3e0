import { Stream } from '@anthropic-ai/sdk/core/streaming'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { collect } from '../../../test/support/collect.ts'
import { readServerSentEvents } from './sse.ts'

/** A body that hands these chunks out one by one. */
function bodyOf(chunks: Uint8Array[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const left = chunks.map((chunk) => new Uint8Array(chunk))
  return new ReadableStream({
    pull: (controller) => {
      const chunk = left.shift()
      if (chunk) controller.enqueue(chunk)
      else controller.close()
    },
  })
}
const read = async (chunks: Uint8Array[]) => (await collect(readServerSentEvents(bodyOf(chunks)))).flat()
const readText = (text: string) => read([Buffer.from(text)])

it.each([
  ['a named event', 'event: ping\ndata: {}\n\n', [{ event: 'ping', data: '{}' }]],
  ['data alone', 'data: x\n\n', [{ event: null, data: 'x' }]],
  ['data over two lines', 'data: a\ndata: b\n\n', [{ event: null, data: 'a\nb' }]],
  [
    'no space, or two, after the colon',
    'data:a\n\ndata:  b\n\n',
    [
      { event: null, data: 'a' },
      { event: null, data: ' b' },
    ],
  ],
  [
    'comments, ids, and fields that only begin the same',
    ': hi\nid: 7\nretry: 9\ndatabase: x\nevents: y\ndata: z\n\n',
    [{ event: null, data: 'z' }],
  ],
  ['a field without a colon', 'event\ndata\n\n', [{ event: null, data: '' }]],
  ['an event without data', 'event: a\n\ndata: b\n\n', [{ event: null, data: 'b' }]],
  [
    'carriage returns',
    'data: a\r\n\r\ndata: b\r\rdata: c\n\n',
    [
      { event: null, data: 'a' },
      { event: null, data: 'b' },
      { event: null, data: 'c' },
    ],
  ],
  ['a byte order mark', '\uFEFFdata: a\n\n', [{ event: null, data: 'a' }]],
  ['a record that never ended', 'data: a\n\ndata: b\n', [{ event: null, data: 'a' }]],
])('reads %s', async (_what, text, records) => {
  expect(await readText(text)).toEqual(records)
})

it('hands over a record with the chunk that completes it', async () => {
  const batches = await collect(
    readServerSentEvents(bodyOf(['data: a\n', '\ndata: b\n\ndata', ': c\n\n'].map((text) => Buffer.from(text)))),
  )
  expect(batches.map((batch) => batch.map(({ data }) => data))).toEqual([['a', 'b'], ['c']])
})

it('cancels the body when its reader leaves', async () => {
  let isCancelled = false
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(Buffer.from('data: a\n\n')),
    cancel: () => {
      isCancelled = true
    },
  })
  for await (const _records of readServerSentEvents(body)) break
  expect(isCancelled).toBe(true)
})

it('reads what the official SDK reads, whatever the lines and however they are cut', async () => {
  const line = fc.constantFrom(
    'data: x',
    'data:y',
    'data:  ü👋',
    'data',
    'event: e',
    'event:',
    ': note',
    'id: 1',
    'other: z',
    '',
  )
  const end = fc.constantFrom('\n', '\r\n', '\r')
  const text = fc.array(fc.tuple(line, end)).map((lines) => lines.flat().join(''))
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(), { maxLength: 12 }), async (source, places) => {
      const bytes = Buffer.from(`${source}\n\n`)
      const cuts = [0, ...places.map((place) => place % bytes.length).sort((a, b) => a - b), bytes.length]
      const chunks = cuts.slice(1).map((to, position) => bytes.subarray(cuts[position], to))
      const theirs = await collect(Stream.rawEvents(new Response(bodyOf([bytes]))))
      // The SDK also hands out records without data, which say nothing.
      const withData = ({ data }: { data: string }) => data !== ''
      const plain = theirs.filter(withData).map(({ event, data }) => ({ event: event || null, data }))
      const ours = (await read(chunks)).filter(withData)
      expect(ours.map(({ event, data }) => ({ event: event || null, data }))).toEqual(plain)
    }),
    { numRuns: 300 },
  )
})
