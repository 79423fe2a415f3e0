import { type Case, haiku, newest, on, opus, talk, text, textDocument } from './pieces.ts'

export const modelCases: readonly Case[] = [
  { what: 'a plain question on Haiku 4.5', prompt: haiku(), finds: [] },
  { what: 'a plain question on Opus 5.5', prompt: opus(), finds: [] },
  { what: 'a dated id', prompt: on('claude-haiku-4-5-20251001'), finds: [] },
  { what: 'no model', prompt: on(''), finds: ['error model-known model'], refusal: 'model' },
  {
    what: 'an unknown model',
    prompt: on('claude-haiku-4-5-latest'),
    finds: ['error model-known model'],
    refusal: 'model: claude-haiku-4-5-latest',
  },
  {
    what: 'a retired model',
    prompt: on('claude-sonnet-4-20250514'),
    finds: ['error model-lifecycle model'],
    refusal: 'model: claude-sonnet-4-20250514',
  },
  {
    what: 'a retired model by its alias, with prefill and a temperature',
    prompt: on('claude-sonnet-4-0', { temperature: 0.3 }, { prefill: '{' }),
    finds: ['error model-lifecycle model'],
  },
  {
    what: 'a retired model without a replacement',
    prompt: on('claude-3-opus-latest'),
    finds: ['error model-lifecycle model'],
  },
  { what: 'a deprecated model', prompt: on('claude-sonnet-4-5'), finds: ['warning model-lifecycle model'] },
  { what: 'a Fable model', prompt: on('claude-fable-5-2'), finds: ['hint model-retention model'] },
  {
    what: 'a limited model',
    prompt: on('claude-mythos-5-2'),
    finds: ['hint model-retention model', 'hint model-access model'],
  },
  {
    what: 'an unpublished version',
    prompt: haiku({}, { apiVersion: '2024-01-01' }),
    finds: ['error version-known api_version'],
    refusal: 'not a valid API version',
  },
  { what: 'the old version pinned', prompt: haiku({}, { apiVersion: '2023-06-01' }), finds: [] },
  { what: 'the new version pinned', prompt: haiku({}, newest), finds: [] },
  {
    what: 'a document of the assistant under the new version',
    prompt: haiku({}, { ...newest, messages: talk(['user', 'a'], ['assistant', [textDocument()]], ['user', 'b']) }),
    finds: ['error assistant-document messages.1.content.0'],
    refusal: '`document` blocks are not permitted',
  },
  {
    what: 'a document of the assistant under the old version',
    prompt: haiku(
      {},
      { apiVersion: '2023-06-01', messages: talk(['user', 'a'], ['assistant', [textDocument()]], ['user', 'b']) },
    ),
    finds: [],
  },
  {
    what: 'citations of the user under the new version',
    prompt: haiku({}, { messages: talk(['user', [text('a', { citations: [{ type: 'char_location' }] })]]) }),
    finds: ['error user-citations messages.0.content.0'],
    refusal: 'citations: Extra inputs',
  },
  {
    what: 'citations in a search result under the new version',
    prompt: haiku(
      {},
      {
        messages: talk([
          'user',
          [{ type: 'search_result', source: 's', title: 't', content: [text('a', { citations: [{ type: 'x' }] })] }],
        ]),
      },
    ),
    finds: ['error user-citations messages.0.content.0'],
  },
  {
    what: 'citations of the user under the old version',
    prompt: haiku({ top_k: 3 }, { messages: talk(['user', [text('a', { citations: [{ type: 'char_location' }] })]]) }),
    finds: [],
  },
]
