import { type Case, disabled, enabled, format, haiku, on, opus, talk, text } from './pieces.ts'

export const prefillCases: readonly Case[] = [
  { what: 'prefill on Haiku 4.5', prompt: haiku({}, { prefill: '{' }), finds: [] },
  { what: 'prefill on Opus 4.5', prompt: on('claude-opus-4-5', {}, { prefill: 'The sky' }), finds: [] },
  {
    what: 'prefill on Opus 5.5',
    prompt: opus({}, { prefill: '{"answer":' }),
    finds: ['error prefill-model prefill'],
    refusal: 'This model does not support assistant message prefill.',
  },
  {
    what: 'prefill on Sonnet 4.6',
    prompt: on('claude-sonnet-4-6', {}, { prefill: 'The' }),
    finds: ['error prefill-model prefill'],
    refusal: 'The conversation must end with a user message.',
  },
  {
    what: 'an assistant message at the end on Fable 5',
    prompt: on('claude-fable-5', {}, { messages: talk(['user', 'a'], ['assistant', 'b']) }),
    finds: ['hint model-retention model', 'error prefill-model messages.1'],
  },
  {
    what: 'an assistant message and a prefill at the end',
    prompt: opus({}, { messages: talk(['user', 'a'], ['assistant', 'b']), prefill: 'c' }),
    finds: ['error prefill-model prefill', 'error prefill-model messages.1'],
  },
  {
    what: 'an empty assistant message at the end where prefill is taken',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['assistant', '']) }),
    finds: [],
  },
  {
    what: 'an empty assistant message at the end where prefill is refused',
    prompt: opus({}, { messages: talk(['user', 'a'], ['assistant', '']) }),
    finds: ['error prefill-model messages.1'],
  },
  {
    what: 'a turn that a server tool paused',
    prompt: opus(
      {},
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [{ type: 'server_tool_use', id: 's1', name: 'web_search', input: {} }]],
        ),
      },
    ),
    finds: [],
  },
  {
    what: 'an assistant message alone, where prefill is refused',
    prompt: opus({}, { messages: talk(['assistant', 'The sky']) }),
    finds: ['error prefill-model messages.0', 'warning user-first messages.0'],
  },
  {
    what: 'prefill with thinking enabled',
    prompt: haiku({ thinking: enabled }, { prefill: '{' }),
    finds: ['error prefill-thinking prefill'],
    refusal: 'not supported when thinking is enabled',
  },
  { what: 'prefill with thinking disabled', prompt: haiku({ thinking: disabled }, { prefill: '{' }), finds: [] },
  {
    what: 'prefill with an output format',
    prompt: haiku({ output_config: format() }, { prefill: '{' }),
    finds: ['error prefill-format prefill'],
    refusal: 'prefill cannot be combined with an output format',
  },
  {
    what: 'prefill that ends in a space',
    prompt: haiku({}, { prefill: 'The ' }),
    finds: ['error prefill-tail prefill'],
    refusal: 'messages: final assistant content cannot end with trailing whitespace',
  },
  {
    what: 'a last assistant message that ends in a line break',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['assistant', [text('b'), text('c\n')]]) }),
    finds: ['error prefill-tail messages.1'],
    refusal: 'trailing whitespace',
  },
  {
    what: 'a prefill of white space only',
    prompt: haiku({}, { prefill: ' \n' }),
    finds: ['error prefill-tail prefill'],
  },
]
