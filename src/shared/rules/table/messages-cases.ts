import { type Case, haiku, image, on, opus, png, talk, text, thought, toolUse } from './pieces.ts'

export const messagesCases: readonly Case[] = [
  {
    what: 'no messages',
    prompt: haiku({}, { messages: [] }),
    finds: ['error message-count messages'],
    refusal: 'at least one message',
  },
  {
    what: 'muted messages only',
    prompt: haiku({}, { messages: talk(['user', 'a', 'muted']) }),
    finds: ['error message-count messages'],
  },
  {
    what: 'an empty message in the middle',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['assistant', ''], ['user', 'b']) }),
    finds: ['error empty-content messages.1'],
    refusal: 'messages.1: all messages must have non-empty content except for the optional final assistant message',
  },
  {
    what: 'an empty user message at the end',
    prompt: opus({}, { messages: talk(['user', 'a'], ['assistant', 'b'], ['user', '']) }),
    finds: ['error empty-content messages.2'],
  },
  {
    what: 'nothing but an empty message',
    prompt: haiku({}, { messages: talk(['user', '']) }),
    finds: ['error empty-content messages.0'],
  },
  {
    what: 'an empty message that is muted',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['assistant', '', 'muted']) }),
    finds: [],
  },
  {
    what: 'an empty text block',
    prompt: haiku({}, { messages: talk(['user', [text('a'), text('')]]) }),
    finds: ['error empty-content messages.0.content.1'],
    refusal: 'messages: text content blocks must be non-empty',
  },
  {
    what: 'an empty list of blocks',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['assistant', []], ['user', 'b']) }),
    finds: ['error empty-content messages.1'],
  },
  {
    what: 'empty text in the system prompt',
    prompt: haiku({}, { system: [text('Be brief.'), text('')] }),
    finds: ['error empty-content system'],
    refusal: 'system: text content blocks must be non-empty',
  },
  {
    what: 'an empty assistant message before a prefill',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['assistant', '']), prefill: 'b' }),
    finds: ['error empty-content messages.1'],
  },
  {
    what: 'two user messages in a row',
    prompt: opus({}, { messages: talk(['user', 'a'], ['user', 'b']) }),
    finds: ['hint same-role messages.1'],
  },
  {
    what: 'two user messages parted by a muted one',
    prompt: opus({}, { messages: talk(['user', 'a'], ['assistant', 'x', 'muted'], ['user', 'b']) }),
    finds: [],
  },
  {
    what: 'an assistant first',
    prompt: opus({}, { messages: talk(['assistant', 'Hello!'], ['user', 'a']) }),
    finds: ['warning user-first messages.0'],
  },
  {
    what: 'a tool call in a user message',
    prompt: haiku({}, { messages: talk(['user', [text('a'), toolUse('t1')]]) }),
    finds: ['error block-role messages.0.content.1'],
    refusal: '`tool_use` blocks can only be in `assistant` messages',
  },
  {
    what: 'an image in an assistant message',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['assistant', [text('b'), image(png(8, 8))]], ['user', 'c']) }),
    finds: ['error block-role messages.1.content.1'],
    refusal: '`image` blocks can only be in `user` messages',
  },
  {
    what: 'thinking in a user message',
    prompt: haiku({}, { messages: talk(['user', [thought, text('a')]]) }),
    finds: ['error block-role messages.0.content.0'],
  },
  {
    what: 'a system message at the end on Opus 5.5',
    prompt: opus({}, { messages: talk(['user', 'a'], ['system', 'Be brief.']) }),
    finds: [],
  },
  {
    what: 'a system message before an answer on Haiku 5.5',
    prompt: on(
      'claude-haiku-5-5',
      {},
      { messages: talk(['user', 'a'], ['system', 'Be brief.'], ['assistant', 'b'], ['user', 'c']) },
    ),
    finds: [],
  },
  {
    what: 'a system message on Haiku 4.5',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['system', 'Be brief.']) }),
    finds: ['error system-role messages.1'],
    refusal: "role 'system' is not supported on this model",
  },
  {
    what: 'a system message on Sonnet 5',
    prompt: on(
      'claude-sonnet-5',
      {},
      { messages: talk(['user', 'a'], ['system', 'Be brief.'], ['assistant', 'b'], ['user', 'c']) },
    ),
    finds: ['error system-role messages.1'],
  },
  {
    what: 'a system message on Fable 5.2',
    prompt: on('claude-fable-5-2', {}, { messages: talk(['user', 'a'], ['system', 'Be brief.']) }),
    finds: ['hint model-retention model', 'hint system-role messages.1'],
  },
  {
    what: 'a system message first',
    prompt: opus({}, { messages: talk(['system', 'Be brief.'], ['user', 'a']) }),
    finds: ['error system-place messages.0'],
    refusal: "messages.0: role 'system' cannot be the first message",
  },
  {
    what: 'a system message before a user message',
    prompt: opus({}, { messages: talk(['user', 'a'], ['system', 'Be brief.'], ['user', 'b']) }),
    finds: ['error system-place messages.1'],
    refusal: "messages.1: role 'system' must precede an 'assistant' message or end the array",
  },
  {
    what: 'a system message after an answer',
    prompt: opus({}, { messages: talk(['user', 'a'], ['assistant', 'b'], ['system', 'Be brief.']) }),
    finds: ['error system-place messages.2'],
  },
  {
    what: 'an image in a system message',
    prompt: opus({}, { messages: talk(['user', 'a'], ['system', [image(png(8, 8))]]) }),
    finds: ['error system-content messages.1.content.0'],
    refusal: "role 'system' accepts only 'text' blocks",
  },
  {
    what: 'text without its text',
    prompt: haiku({}, { messages: talk(['user', [{ type: 'text' }]]) }),
    finds: ['error block-shape messages.0.content.0'],
    refusal: 'text: Field required',
  },
  {
    what: 'a text block with another key',
    prompt: haiku({}, { messages: talk(['user', [text('a', { mood: 'calm' })]]) }),
    finds: ['error block-shape messages.0.content.0'],
    refusal: 'mood: Extra inputs are not permitted',
  },
  {
    what: 'a kind of block that nobody knows',
    prompt: haiku({}, { messages: talk(['user', [text('a'), { type: 'hologram' }]]) }),
    finds: ['error block-shape messages.0.content.1'],
    refusal: 'does not match any of the expected tags',
  },
  {
    what: 'an image of another type than it is said to be',
    prompt: haiku(
      {},
      {
        messages: talk([
          'user',
          [image(png(8, 8), { source: { type: 'base64', media_type: 'image/jpeg', data: png(8, 8) } }), text('a')],
        ]),
      },
    ),
    finds: ['error images messages.0.content.0'],
    refusal: 'using the image/jpeg media type, but it is image/png',
  },
  {
    what: 'an image of a kind that is not taken',
    prompt: haiku(
      {},
      {
        messages: talk([
          'user',
          [image(png(8, 8), { source: { type: 'base64', media_type: 'image/tiff', data: png(8, 8) } })],
        ]),
      },
    ),
    finds: ['error images messages.0.content.0', 'error block-shape messages.0.content.0'],
  },
  {
    what: 'a reference that names no stored file',
    prompt: {
      messages: talk([
        'user',
        [
          image(png(8, 8), {
            source: { type: 'attachment', hash: 'cafe', media_type: 'image/png', name: 'cat.png', bytes: 9 },
          }),
        ],
      ]),
    },
    finds: ['error block-shape messages.0.content.0'],
  },
  {
    what: 'an image in the system prompt',
    prompt: haiku({}, { system: [image(png(8, 8))] }),
    finds: ['error block-shape system'],
  },
]
