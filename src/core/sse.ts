import type { StreamRecord } from './stream-record.ts'

/**
 * The server-sent events of a body, as many at a time as one chunk of bytes completed: one step of this loop per chunk
 * and not per event is what makes a fast stream cheap. A record without data, or without its closing blank line, is
 * dropped, as the standard says (WHATWG HTML, server-sent events). Leaving the loop cancels the body.
 */
export async function* readServerSentEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<StreamRecord[]> {
  const decode = createDecoder()
  for await (const chunk of body) {
    const records = decode(chunk)
    if (records.length > 0) yield records
  }
}

/** Takes a stream's bytes chunk by chunk, cut anywhere, and answers the records that are complete with each. */
function createDecoder(): (chunk: Uint8Array) => StreamRecord[] {
  const utf8 = new TextDecoder()
  let line = ''
  let endsInReturn = false
  let event: string | null = null
  let data: string | null = null

  const takeLine = (text: string): StreamRecord | null => {
    if (text === '') {
      const record = data === null ? null : { event, data }
      event = null
      data = null
      return record
    }
    if (text.startsWith('data')) {
      const value = fieldValue(text, 4)
      if (value !== null) data = data === null ? value : `${data}\n${value}`
    } else if (text.startsWith('event')) event = fieldValue(text, 5) ?? event
    return null
  }

  return (chunk) => {
    let text = utf8.decode(chunk, { stream: true })
    // A chunk may hold no more than a part of one character.
    if (text === '') return []
    if (endsInReturn || text.includes('\r')) {
      // A return and its line feed may come in two chunks; the return alone has ended the line by then.
      if (endsInReturn && text.startsWith('\n')) text = text.slice(1)
      endsInReturn = text.endsWith('\r')
      text = text.replace(/\r\n?/g, '\n')
    }
    const records: StreamRecord[] = []
    let from = 0
    for (let to = text.indexOf('\n'); to !== -1; to = text.indexOf('\n', from)) {
      const record = takeLine(line + text.slice(from, to))
      if (record) records.push(record)
      line = ''
      from = to + 1
    }
    line += text.slice(from)
    return records
  }
}

/** What follows a field's name of this length, or `null` where the name is another one that only begins the same. */
function fieldValue(line: string, nameLength: number): string | null {
  if (line.length === nameLength) return ''
  if (line[nameLength] !== ':') return null
  return line.slice(line[nameLength + 1] === ' ' ? nameLength + 2 : nameLength + 1)
}
