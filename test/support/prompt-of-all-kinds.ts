// A prompt with a text in every place that has one, and an x in every text.
import type { Prompt } from '#shared/prompt/prompt'

export const promptOfAllKinds: Prompt = {
  id: 'all',
  name: 'All x',
  model: 'claude-haiku-4-5',
  apiVersion: 'automatic',
  system: [{ type: 'text', text: 'Be x.', cache_control: { type: 'ephemeral' } }],
  messages: [
    { id: 'a', role: 'user', content: 'One x.', muted: true },
    {
      id: 'b',
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'A thought of x.', signature: 'x' },
        { type: 'redacted_thinking', data: 'x' },
        { type: 'tool_use', id: 'toolu_x', name: 'look_x', input: { q: 'x', n: 1 } },
        { type: 'server_tool_use', id: 'x', input: { q: 'x' } },
      ],
    },
    {
      id: 'c',
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'toolu_x', content: 'Result x.' },
        {
          type: 'tool_result',
          tool_use_id: 'toolu_y',
          content: [
            { type: 'text', text: 'Inner x.' },
            { type: 'image', source: { type: 'url', url: 'https://example.com/x.png' } },
          ],
        },
        { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Text x.' }, title: 'Title x' },
        {
          type: 'document',
          source: { type: 'content', content: [{ type: 'text', text: 'Part x.' }] },
          context: 'Context x',
        },
        { type: 'document', source: { type: 'file', file_id: 'file_x' } },
        { type: 'search_result', title: 'Hit x', source: 'x.com', content: [{ type: 'text', text: 'Cited x.' }] },
      ],
    },
  ],
  prefill: 'So x',
  settings: {
    max_tokens: 100,
    stop_sequences: ['x'],
    tools: [
      { name: 'look_x', description: 'Looks for x.', input_schema: { type: 'object', title: 'x' } },
      { type: 'web_search_x', name: 'x' },
    ],
  },
  toolNotes: { look_x: { disabled: true } },
}
