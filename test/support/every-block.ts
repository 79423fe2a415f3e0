// An answer with a block of every kind that the Messages API sends, and one that it might send later, with hostile text in it.
import { type RawServer, rawServer, sse } from './raw-server.ts'

const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const markdown = [
  '# A heading',
  'Some `code`, **bold**, a [link](https://example.com/) and one that [leads nowhere](javascript:alert(1)).',
  'Turned around: \u202eevil\u202c, \u200bhidden, <b onclick=alert(1)>raw</b>.',
  '![a chart](https://example.com/chart.png)',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  '- [x] done\n- [ ] not done',
  '> a quotation',
  '```python\nprint("hello")\n```',
].join('\n\n')

/** Calls of tools that run at Anthropic, and what came of them. */
export const serverToolBlocks = [
  { type: 'server_tool_use', id: 'srvtoolu_1', name: 'web_search', input: { query: 'rain' } },
  {
    type: 'web_search_tool_result',
    tool_use_id: 'srvtoolu_1',
    content: [{ type: 'web_search_result', url: 'https://example.com/', title: 'Rain', page_age: '2 days' }],
  },
  {
    type: 'web_search_tool_result',
    tool_use_id: 'srvtoolu_1',
    content: { type: 'web_search_tool_result_error', error_code: 'max_uses_exceeded' },
  },
  {
    type: 'code_execution_tool_result',
    tool_use_id: 'srvtoolu_2',
    content: { type: 'code_execution_result', stdout: 'forty-two\n', stderr: 'a warning\n', return_code: 0 },
  },
]

/** The blocks as they stand in the message when it is whole. */
export const everyBlock = [
  { type: 'thinking', thinking: 'First I think.', signature: 'c2ln' },
  { type: 'redacted_thinking', data: 'ZGF0YQ==' },
  { type: 'text', text: markdown },
  {
    type: 'text',
    text: 'It rains in Bergen.',
    citations: [
      {
        type: 'char_location',
        document_index: 0,
        document_title: 'Weather',
        cited_text: 'Rain, all day.',
        start_char_index: 0,
        end_char_index: 14,
      },
      {
        type: 'web_search_result_location',
        url: 'https://example.com/rain',
        title: 'Rain today',
        cited_text: 'It pours.',
        encrypted_index: 'e',
      },
    ],
  },
  ...serverToolBlocks,
  { type: 'image', source: { type: 'base64', media_type: 'image/png', data: pixel } },
  { type: 'image', source: { type: 'url', url: 'https://example.com/p.png' } },
  { type: 'hologram', depth: 3 },
  { type: 'hologram', depth: 4 },
  { type: 'thinking', thinking: 'Then I think again.', signature: 'c2ln' },
  { type: 'tool_use', id: 'toolu_0', name: 'get_weather', input: {} },
  { type: 'tool_use', id: 'toolu_1', name: 'get_weather', input: { city: 'Oslo', days: 2 } },
]

/** A server that answers every message with them. */
export function everyBlockServer(): Promise<RawServer> {
  return rawServer((request, response) => {
    // Tokens are counted, too.
    if (request.url !== '/v1/messages') return response.writeHead(404).end()
    response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_every' })
    response.end(events().join(''))
  })
}

function events(): string[] {
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'claude-haiku-4-5', content: [] }
  return [
    sse({ type: 'message_start', message: { ...message, usage: { input_tokens: 10, output_tokens: 1 } } }),
    ...everyBlock.flatMap((content_block, index) => [
      sse({ type: 'content_block_start', index, content_block }),
      sse({ type: 'content_block_stop', index }),
    ]),
    sse({
      type: 'message_delta',
      delta: { stop_reason: 'tool_use', stop_sequence: null },
      usage: { output_tokens: 200 },
    }),
    sse({ type: 'message_stop' }),
  ]
}
