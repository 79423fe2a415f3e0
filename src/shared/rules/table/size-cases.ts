import { type Case, haiku, on, opus, talk } from './pieces.ts'

export const sizeCases: readonly Case[] = [
  {
    what: 'more than the context holds',
    prompt: haiku({}, { messages: talk(['user', 'word '.repeat(150_000)]) }),
    finds: ['error context-window input_tokens'],
    refusal: 'prompt is too long',
    isCounted: true,
  },
  {
    what: 'more than the context holds, together with the answer',
    prompt: haiku({ max_tokens: 64_000 }, { messages: talk(['user', 'word '.repeat(100_000)]) }),
    finds: ['warning context-window input_tokens'],
    isCounted: true,
  },
  {
    what: 'more than 100,000 tokens on Haiku 5.5',
    prompt: on('claude-haiku-5-5', {}, { messages: talk(['user', 'word '.repeat(60_000)]) }),
    finds: ['warning price-step input_tokens'],
    isCounted: true,
  },
  {
    what: 'fewer than 100,000 tokens on Haiku 5.5',
    prompt: on('claude-haiku-5-5', {}, { messages: talk(['user', 'word '.repeat(40_000)]) }),
    finds: [],
    isCounted: true,
  },
  {
    what: 'a body above 32 MB',
    prompt: opus({}, { messages: talk(['user', 'x'.repeat(32 * 1024 * 1024)]) }),
    finds: ['error body-size request'],
    refusal: 'maximum allowed number of bytes',
  },
]
