import { createParser } from 'eventsource-parser'
import type { StreamRecord } from './stream-record.ts'

/**
 * The server-sent events of a body, as many at a time as one chunk of bytes completed: one step of this loop per chunk
 * and not per event is what makes a fast stream cheap. A record without data, or without its closing blank line, is
 * dropped, as the standard says (WHATWG HTML, server-sent events). Leaving the loop cancels the body.
 */
export async function* readServerSentEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<StreamRecord[]> {
  let records: StreamRecord[] = []
  const parser = createParser({
    onEvent: ({ event, data }) => records.push({ event: event ?? null, data }),
  })
  const utf8 = new TextDecoder()
  for await (const chunk of body) {
    const text = utf8.decode(chunk, { stream: true })
    // A chunk may hold no more than a part of one character.
    if (text === '') continue
    parser.feed(text)
    if (records.length === 0) continue
    yield records
    records = []
  }
}
