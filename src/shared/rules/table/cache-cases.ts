import { type Case, hour, minutes, opus, talk, text, thought, tool } from './pieces.ts'

const long = 'The sky is blue because air scatters short waves more. '.repeat(400)

export const cacheCases: readonly Case[] = [
  {
    what: 'a long system prompt with a breakpoint',
    prompt: opus({}, { system: [text(long, { cache_control: hour })] }),
    finds: [],
  },
  {
    what: 'a short system prompt with a breakpoint',
    prompt: opus({}, { system: [text('Be brief.', { cache_control: minutes })] }),
    finds: ['hint cache-minimum system.0'],
  },
  {
    what: 'automatic caching of a short prompt',
    prompt: opus({ cache_control: minutes }),
    finds: ['hint cache-minimum cache_control'],
  },
  {
    what: 'five breakpoints',
    prompt: opus(
      { cache_control: minutes, tools: [tool({ cache_control: minutes, description: long })] },
      {
        system: [text(long, { cache_control: minutes })],
        messages: talk(['user', [text('a', { cache_control: minutes }), text('b', { cache_control: minutes })]]),
      },
    ),
    finds: ['error cache-count cache_control'],
    refusal: 'A maximum of 4 blocks with cache_control may be provided. Found 5.',
  },
  {
    what: 'an hour after five minutes',
    prompt: opus(
      {},
      {
        system: [text(long, { cache_control: minutes })],
        messages: talk(['user', [text('a', { cache_control: hour })]]),
      },
    ),
    finds: ['error cache-order messages.0.content.0'],
    refusal: "a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block",
  },
  {
    what: 'five minutes after an hour',
    prompt: opus(
      {},
      {
        system: [text(long, { cache_control: hour })],
        messages: talk(['user', [text('a', { cache_control: minutes })]]),
      },
    ),
    finds: [],
  },
  {
    what: 'a breakpoint on empty text',
    prompt: opus({}, { messages: talk(['user', [text(long), text('', { cache_control: minutes })]]) }),
    finds: ['error empty-content messages.0.content.1'],
    refusal: 'cache_control cannot be set for empty text blocks',
  },
  {
    what: 'a breakpoint on thinking',
    prompt: opus(
      {},
      {
        messages: talk(
          ['user', long],
          ['assistant', [{ ...thought, cache_control: minutes }, text('b')]],
          ['user', 'c'],
        ),
      },
    ),
    finds: ['warning thinking-history messages.1.content.0', 'error block-shape messages.1.content.0'],
    refusal: 'cache_control: Extra inputs',
  },
  {
    what: 'a breakpoint with a time that is none',
    prompt: opus({}, { system: [text(long, { cache_control: { type: 'ephemeral', ttl: '1d' } })] }),
    finds: ['error block-shape system'],
  },
  {
    what: 'automatic caching with a time that is none',
    prompt: opus({ cache_control: { type: 'ephemeral', ttl: '1d' } }),
    finds: ['error field-shape cache_control', 'hint cache-minimum cache_control'],
  },
]
