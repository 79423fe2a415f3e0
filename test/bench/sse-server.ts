// A server of its own process that streams as fast as it is told to: what the core and its baselines read in the benchmarks.
// The path says what: /TEXT_BYTES/DELTA_BYTES/DELTAS_PER_SECOND/v1/messages; 0 deltas per second is as fast as they are read.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Plan = { deltas: number; text: string; perSecond: number }

const frame = (type: string, fields: object) => `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`

const opening =
  frame('message_start', {
    message: {
      id: 'msg_bench',
      type: 'message',
      role: 'assistant',
      model: 'claude-haiku-4-5',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 10, output_tokens: 1 },
    },
  }) + frame('content_block_start', { index: 0, content_block: { type: 'text', text: '' } })

const closing = (deltas: number) =>
  frame('content_block_stop', { index: 0 }) +
  frame('message_delta', {
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: deltas },
  }) +
  frame('message_stop', {})

const server = createServer((request, response) => {
  request.resume()
  request.on('end', () => {
    const [textBytes = 0, deltaBytes = 20, perSecond = 0] = (request.url ?? '').split('/').slice(1, 4).map(Number)
    const plan = { deltas: Math.round(textBytes / deltaBytes), text: 'x'.repeat(deltaBytes - 1), perSecond }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_bench' })
    void stream(response, plan)
  })
})

async function stream(response: ServerResponse, { deltas, text, perSecond }: Plan): Promise<void> {
  const delta = frame('content_block_delta', { index: 0, delta: { type: 'text_delta', text: `${text} ` } })
  const write = (part: string) => response.write(part) || new Promise((resolve) => response.once('drain', resolve))
  const startedAt = performance.now()
  await write(opening)
  for (let sent = 0; sent < deltas && !response.destroyed; ) {
    const due =
      perSecond === 0 ? deltas : Math.min(deltas, Math.ceil(((performance.now() - startedAt) / 1_000) * perSecond))
    const now = Math.min(due - sent, Math.ceil(32_768 / delta.length))
    if (now > 0) await write(delta.repeat(now))
    else await new Promise((resolve) => setTimeout(resolve, 1))
    sent += Math.max(0, now)
  }
  response.end(closing(deltas))
}

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
