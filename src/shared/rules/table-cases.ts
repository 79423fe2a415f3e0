// Requests and what the rules find in them: every rule, refused and not refused, over many models.
import {
  type Case,
  format,
  hour,
  image,
  minutes,
  type PromptChange,
  pdf,
  png,
  schema,
  talk,
  text,
  textDocument,
  thought,
  tool,
  toolResult,
  toolUse,
} from './table-pieces.ts'

const on = (model: string, settings: PromptChange['settings'] = {}, more: PromptChange = {}): PromptChange => ({
  model,
  settings,
  ...more,
})
const haiku = (settings: PromptChange['settings'] = {}, more: PromptChange = {}) =>
  on('claude-haiku-4-5', settings, more)
const opus = (settings: PromptChange['settings'] = {}, more: PromptChange = {}) => on('claude-opus-5-5', settings, more)
const enabled = { type: 'enabled', budget_tokens: 1024 }
const adaptive = { type: 'adaptive' }
const disabled = { type: 'disabled' }
const newest = { apiVersion: '2026-10-21' }

const sampling: Case[] = [
  { what: 'a temperature on Haiku 4.5', prompt: haiku({ temperature: 0.2 }), finds: [] },
  { what: 'top_p and top_k on Haiku 4.5', prompt: haiku({ top_p: 0.5, top_k: 4 }), finds: [] },
  { what: 'temperature and top_k on Opus 4.6', prompt: on('claude-opus-4-6', { temperature: 0, top_k: 0 }), finds: [] },
  {
    what: 'temperature and top_k pinned to the new version',
    prompt: haiku({ temperature: 0.2, top_k: 4 }, newest),
    finds: ['error sampling-version temperature', 'error sampling-version top_k'],
    refusal: 'Extra inputs are not permitted',
  },
  {
    what: 'the do-nothing temperature pinned to the new version',
    prompt: opus({ temperature: 1 }, newest),
    finds: ['error sampling-version temperature'],
    refusal: 'temperature: Extra inputs',
  },
  {
    what: 'top_p on an unknown model pinned to the new version',
    prompt: on('my-own-model', { top_p: 0.4 }, newest),
    finds: ['error model-known model', 'error sampling-version top_p'],
  },
  {
    what: 'a temperature on Opus 5.5',
    prompt: opus({ temperature: 0.2 }),
    finds: ['error sampling-default-only temperature'],
    refusal: '`temperature` is deprecated for this model.',
  },
  { what: 'temperature 1 on Opus 5.5', prompt: opus({ temperature: 1 }), finds: [] },
  { what: 'top_p 0.99 on Opus 4.7', prompt: on('claude-opus-4-7', { top_p: 0.99 }), finds: [] },
  {
    what: 'top_p 1 on Opus 4.7',
    prompt: on('claude-opus-4-7', { top_p: 1 }),
    finds: ['error sampling-default-only top_p'],
    refusal: '`top_p` is deprecated',
  },
  {
    what: 'top_k on Sonnet 5',
    prompt: on('claude-sonnet-5', { top_k: 1 }),
    finds: ['error sampling-default-only top_k'],
    refusal: '`top_k` is deprecated',
  },
  {
    what: 'both do-nothing values on Haiku 5.5',
    prompt: on('claude-haiku-5-5', { temperature: 1, top_p: 0.99 }),
    finds: ['error sampling-default-only temperature'],
    refusal: 'cannot both be specified',
  },
  {
    what: 'three refused values on Mythos Preview',
    prompt: on('claude-mythos-preview', { temperature: 0.5, top_p: 0.5, top_k: 5 }),
    finds: [
      'warning model-lifecycle model',
      'hint model-access model',
      'error sampling-default-only temperature',
      'error sampling-default-only top_p',
      'error sampling-default-only top_k',
    ],
  },
  {
    what: 'temperature and top_p on Sonnet 4.6',
    prompt: on('claude-sonnet-4-6', { temperature: 0.5, top_p: 0.5 }),
    finds: ['error sampling-both top_p'],
    refusal: 'cannot both be specified for this model. Please use only one.',
  },
  {
    what: 'temperature with thinking enabled',
    prompt: haiku({ temperature: 0.5, thinking: enabled }),
    finds: ['error sampling-thinking temperature'],
    refusal: 'may only be set to 1 when thinking is enabled',
  },
  { what: 'temperature 1 with thinking enabled', prompt: haiku({ temperature: 1, thinking: enabled }), finds: [] },
  {
    what: 'top_k with thinking adaptive on Opus 4.6',
    prompt: on('claude-opus-4-6', { top_k: 4, thinking: adaptive }),
    finds: ['error sampling-thinking top_k'],
    refusal: '`top_k` must be unset',
  },
  {
    what: 'a low top_p with thinking adaptive on Sonnet 4.6',
    prompt: on('claude-sonnet-4-6', { top_p: 0.9, thinking: adaptive }),
    finds: ['error sampling-thinking top_p'],
    refusal: '`top_p` must be',
  },
  {
    what: 'top_p 0.95 with thinking adaptive',
    prompt: on('claude-sonnet-4-6', { top_p: 0.95, thinking: adaptive }),
    finds: [],
  },
  { what: 'a temperature with thinking disabled', prompt: haiku({ temperature: 0.5, thinking: disabled }), finds: [] },
  {
    what: 'a temperature above its range',
    prompt: haiku({ temperature: 1.5 }),
    finds: ['error sampling-range temperature'],
    refusal: 'temperature: range:',
  },
  {
    what: 'a temperature below its range',
    prompt: on('claude-opus-4-5', { temperature: -1 }),
    finds: ['error sampling-range temperature'],
    refusal: 'temperature: range:',
  },
  { what: 'a top_p above its range', prompt: haiku({ top_p: 1.01 }), finds: ['error sampling-range top_p'] },
  {
    what: 'half a top_k',
    prompt: haiku({ top_k: 2.5 }),
    finds: ['error sampling-range top_k'],
    refusal: 'valid integer',
  },
  { what: 'a negative top_k', prompt: haiku({ top_k: -1 }), finds: ['error sampling-range top_k'] },
]

const model: Case[] = [
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

const prefill: Case[] = [
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

const settings: Case[] = [
  { what: 'as many tokens as the model has', prompt: haiku({ max_tokens: 64_000 }), finds: [] },
  {
    what: 'more tokens than the model has',
    prompt: haiku({ max_tokens: 64_001 }),
    finds: ['error max-tokens max_tokens'],
    refusal: 'max_tokens: 64001 > 64000',
  },
  { what: '128,000 tokens on Opus 5.5', prompt: opus({ max_tokens: 128_000 }), finds: [] },
  { what: 'no tokens at all', prompt: haiku({ max_tokens: 0 }), finds: ['hint max-tokens max_tokens'] },
  {
    what: 'half a token',
    prompt: haiku({ max_tokens: 0.5 }),
    finds: ['error max-tokens max_tokens'],
    refusal: 'max_tokens',
  },
  { what: 'a negative number of tokens', prompt: haiku({ max_tokens: -1 }), finds: ['error max-tokens max_tokens'] },
  { what: 'stop sequences', prompt: haiku({ stop_sequences: ['END', '\n\nUser:'] }), finds: [] },
  {
    what: 'a blank stop sequence',
    prompt: haiku({ stop_sequences: ['END', ' \n'] }),
    finds: ['error stop-sequences stop_sequences'],
    refusal: 'stop_sequences: each stop sequence must contain non-whitespace',
  },
  {
    what: 'an empty stop sequence',
    prompt: opus({ stop_sequences: [''] }),
    finds: ['error stop-sequences stop_sequences'],
  },
  { what: 'a user id', prompt: haiku({ metadata: { user_id: 'u-1f3a' } }), finds: [] },
  {
    what: 'a user id of 257 characters',
    prompt: haiku({ metadata: { user_id: 'u'.repeat(257) } }),
    finds: ['error metadata metadata.user_id'],
    refusal: 'at most 256 characters',
  },
  {
    what: 'a user id that is an e-mail address',
    prompt: haiku({ metadata: { user_id: 'ada@example.com' } }),
    finds: ['error metadata metadata.user_id'],
    refusal: 'email address',
  },
  {
    what: 'a user id that is a phone number',
    prompt: opus({ metadata: { user_id: '+41 79 123 45 67' } }),
    finds: ['error metadata metadata.user_id'],
    refusal: 'phone number',
  },
  {
    what: 'metadata with another key',
    prompt: haiku({ metadata: { user_id: 'u-1', team: 'a' } }),
    finds: ['error field-shape metadata'],
    refusal: 'metadata.team: Extra inputs are not permitted',
  },
  {
    what: 'a user id that is a number',
    prompt: haiku({ metadata: { user_id: 7 } }),
    finds: ['error field-shape metadata.user_id'],
  },
  {
    what: 'a region on Haiku 4.5',
    prompt: haiku({ inference_geo: 'us' }),
    finds: ['error inference-geo inference_geo'],
    refusal: 'inference_geo',
  },
  { what: 'a region on Opus 5.5', prompt: opus({ inference_geo: 'us' }), finds: [] },
  { what: 'no region, said so, on Haiku 4.5', prompt: haiku({ inference_geo: null }), finds: [] },
  {
    what: 'a region on Mythos Preview',
    prompt: on('claude-mythos-preview', { inference_geo: 'global' }),
    finds: ['warning model-lifecycle model', 'hint model-access model', 'hint inference-geo inference_geo'],
  },
  {
    what: 'a region that is none',
    prompt: opus({ inference_geo: 'mars' }),
    finds: ['error field-shape inference_geo'],
  },
  {
    what: 'fast on Haiku 4.5',
    prompt: haiku({ speed: 'fast' }),
    finds: ['error speed speed'],
    refusal: 'speed: "fast" is not supported for this model.',
  },
  { what: 'standard speed on Haiku 4.5', prompt: haiku({ speed: 'standard' }), finds: [] },
  { what: 'fast on Opus 5.5', prompt: opus({ speed: 'fast' }), finds: ['warning speed speed'] },
  { what: 'fast on Opus 4.6', prompt: on('claude-opus-4-6', { speed: 'fast' }), finds: ['warning speed speed'] },
  {
    what: 'fast on Opus 5 without its beta header',
    prompt: on('claude-opus-5', { speed: 'fast' }),
    finds: ['error speed-beta speed'],
    refusal: 'fast-mode-2026-02-01',
  },
  {
    what: 'fast on Opus 4.8 without its beta header',
    prompt: on('claude-opus-4-8', { speed: 'fast' }),
    finds: ['error speed-beta speed'],
    refusal: 'fast-mode-2026-02-01',
  },
  {
    what: 'fast on Mythos 5.2',
    prompt: on('claude-mythos-5-2', { speed: 'fast' }),
    finds: ['hint model-retention model', 'hint model-access model', 'hint speed speed'],
  },
  { what: 'a speed that is none', prompt: opus({ speed: 'slow' }), finds: ['error field-shape speed'] },
  { what: 'a service tier', prompt: haiku({ service_tier: 'standard_only' }), finds: [] },
  {
    what: 'a service tier that is none',
    prompt: haiku({ service_tier: 'gold' }),
    finds: ['error field-shape service_tier'],
  },
  {
    what: 'a field that nobody knows',
    prompt: haiku({ temprature: 0.3 }),
    finds: ['error unknown-field temprature'],
    refusal: 'temprature: Extra inputs are not permitted',
  },
  { what: 'stream set to false', prompt: haiku({ stream: false }), finds: ['hint own-field stream'] },
  {
    what: 'a second model in the settings',
    prompt: haiku({ model: 'no-such-model' }),
    finds: ['hint own-field model'],
  },
  { what: 'diagnostics', prompt: haiku({ diagnostics: { previous_message_id: null } }), finds: [] },
  {
    what: 'diagnostics with another key',
    prompt: haiku({ diagnostics: { verbose: true } }),
    finds: ['error field-shape diagnostics'],
  },
]

const thinking: Case[] = [
  { what: 'thinking enabled on Haiku 4.5', prompt: haiku({ thinking: enabled }), finds: [] },
  {
    what: 'thinking adaptive on Opus 5.5',
    prompt: opus({ thinking: { ...adaptive, display: 'summarized' } }),
    finds: [],
  },
  {
    what: 'thinking enabled on Opus 5.5',
    prompt: opus({ thinking: { ...enabled, display: 'omitted' } }),
    finds: ['error thinking-type thinking'],
    refusal: '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive"',
  },
  {
    what: 'thinking disabled on Opus 5.5',
    prompt: opus({ thinking: disabled }),
    finds: ['error thinking-type thinking'],
    refusal: '"thinking.type.disabled" is not supported for this model.',
  },
  {
    what: 'thinking disabled on Sonnet 5.5',
    prompt: on('claude-sonnet-5-5', { thinking: disabled }),
    finds: ['error thinking-type thinking'],
    refusal: 'between_tools',
  },
  {
    what: 'thinking between_tools on Sonnet 5.5',
    prompt: on('claude-sonnet-5-5', { thinking: { type: 'between_tools' } }),
    finds: [],
  },
  {
    what: 'thinking between_tools on Haiku 5.5',
    prompt: on('claude-haiku-5-5', { thinking: { type: 'between_tools' } }),
    finds: ['error thinking-type thinking'],
    refusal: '"thinking.type.between_tools" is not supported',
  },
  {
    what: 'thinking adaptive on Haiku 4.5',
    prompt: haiku({ thinking: adaptive }),
    finds: ['error thinking-type thinking'],
    refusal: 'adaptive thinking is not supported on this model',
  },
  { what: 'thinking disabled on Haiku 5.5', prompt: on('claude-haiku-5-5', { thinking: disabled }), finds: [] },
  {
    what: 'thinking enabled on Opus 4.6',
    prompt: on('claude-opus-4-6', { thinking: enabled }),
    finds: ['hint thinking-deprecated thinking'],
  },
  {
    what: 'a thinking type that is none',
    prompt: opus({ thinking: { type: 'deep' } }),
    finds: ['error field-shape thinking'],
    refusal: 'does not match any of the expected tags',
  },
  {
    what: 'a budget with thinking adaptive',
    prompt: opus({ thinking: { ...adaptive, budget_tokens: 2000 } }),
    finds: ['error field-shape thinking'],
  },
  {
    what: 'a display that is none',
    prompt: opus({ thinking: { ...adaptive, display: 'full' } }),
    finds: ['error field-shape thinking.display'],
  },
  {
    what: 'a display that needs a beta header',
    prompt: opus({ thinking: { ...adaptive, display: 'updates' } }),
    finds: ['error thinking-updates thinking.display'],
    refusal: 'thinking.adaptive.display',
  },
  {
    what: 'thinking enabled without a budget',
    prompt: haiku({ thinking: { type: 'enabled' } }),
    finds: ['error field-shape thinking.budget_tokens'],
  },
  {
    what: 'a budget below 1,024',
    prompt: haiku({ thinking: { type: 'enabled', budget_tokens: 1000 } }),
    finds: ['error thinking-budget thinking.budget_tokens'],
    refusal: 'greater than or equal to 1024',
  },
  {
    what: 'a budget as large as max_tokens',
    prompt: haiku({ thinking: { type: 'enabled', budget_tokens: 4000 } }),
    finds: ['error thinking-budget thinking.budget_tokens'],
    refusal: '`max_tokens` must be greater than `thinking.budget_tokens`',
  },
  {
    what: 'a budget with too few max_tokens for any',
    prompt: haiku({ max_tokens: 500, thinking: enabled }),
    finds: ['error thinking-budget thinking.budget_tokens'],
  },
  {
    what: 'effort on Haiku 4.5',
    prompt: haiku({ output_config: { effort: 'low' } }),
    finds: ['error effort effort'],
    refusal: 'This model does not support the effort parameter.',
  },
  {
    what: 'effort max on Opus 4.5',
    prompt: on('claude-opus-4-5', { output_config: { effort: 'max' } }),
    finds: ['error effort effort'],
    refusal: "output_config.effort 'max' is not supported on this model",
  },
  { what: 'effort max on Opus 5.5', prompt: opus({ output_config: { effort: 'max' } }), finds: [] },
  {
    what: 'effort xhigh on Sonnet 4.6',
    prompt: on('claude-sonnet-4-6', { output_config: { effort: 'xhigh' } }),
    finds: ['error effort effort'],
  },
  { what: 'no effort, said so, on Haiku 4.5', prompt: haiku({ output_config: { effort: null } }), finds: [] },
  {
    what: 'an effort that is none',
    prompt: opus({ output_config: { effort: 'huge' } }),
    finds: ['error effort effort'],
  },
  {
    what: 'output_config with another key',
    prompt: opus({ output_config: { depth: 3 } }),
    finds: ['error field-shape output_config'],
  },
  {
    what: 'effort xhigh with thinking disabled on Opus 5',
    prompt: on('claude-opus-5', { thinking: disabled, output_config: { effort: 'xhigh' } }),
    finds: ['error effort-cap effort'],
    refusal:
      "output_config.effort 'xhigh' is not supported when thinking is disabled on this model. Use effort 'high' or below",
  },
  {
    what: 'effort max between tools on Sonnet 5.5',
    prompt: on('claude-sonnet-5-5', { thinking: { type: 'between_tools' }, output_config: { effort: 'max' } }),
    finds: ['error effort-cap effort'],
  },
  {
    what: 'effort high with thinking disabled on Opus 5',
    prompt: on('claude-opus-5', { thinking: disabled, output_config: { effort: 'high' } }),
    finds: [],
  },
  {
    what: 'effort max with thinking disabled on Sonnet 5, which has no cap',
    prompt: on('claude-sonnet-5', { thinking: disabled, output_config: { effort: 'max' } }),
    finds: [],
  },
]

const messages: Case[] = [
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

const tools: Case[] = [
  { what: 'a tool', prompt: haiku({ tools: [tool()] }), finds: [] },
  {
    what: 'a tool that Anthropic defines',
    prompt: opus({ tools: [{ type: 'web_search_20260318', name: 'web_search' }] }),
    finds: [],
  },
  {
    what: 'a forced tool on Haiku 5.5',
    prompt: on('claude-haiku-5-5', { tools: [tool()], tool_choice: { type: 'any' } }),
    finds: [],
  },
  {
    what: 'any tool forced on Opus 5.5',
    prompt: opus({ tools: [tool()], tool_choice: { type: 'any', disable_parallel_tool_use: true } }),
    finds: ['error forced-tool tool_choice'],
    refusal: 'tool_choice: type "tool" and "any" are not supported for this model.',
  },
  {
    what: 'one tool forced on Sonnet 5.5',
    prompt: on('claude-sonnet-5-5', { tools: [tool()], tool_choice: { type: 'tool', name: 'get_weather' } }),
    finds: ['error forced-tool tool_choice'],
  },
  {
    what: 'a forced tool on Mythos Preview',
    prompt: on('claude-mythos-preview', { tools: [tool()], tool_choice: { type: 'any' } }),
    finds: ['warning model-lifecycle model', 'hint model-access model', 'hint forced-tool tool_choice'],
  },
  {
    what: 'a forced tool with thinking enabled',
    prompt: haiku({ tools: [tool()], tool_choice: { type: 'any' }, thinking: enabled }),
    finds: ['error forced-tool-thinking tool_choice'],
    refusal: 'Thinking may not be enabled when tool_choice forces tool use.',
  },
  {
    what: 'a forced tool with thinking adaptive',
    prompt: on('claude-opus-4-6', { tools: [tool()], tool_choice: { type: 'any' }, thinking: adaptive }),
    finds: [],
  },
  {
    what: 'a tool choice without tools',
    prompt: haiku({ tool_choice: { type: 'auto' } }),
    finds: ['error tool-choice tool_choice'],
    refusal: 'may only be specified while providing tools',
  },
  {
    what: 'the choice of a tool that is not there',
    prompt: haiku({ tools: [tool()], tool_choice: { type: 'tool', name: 'get_time' } }),
    finds: ['error tool-choice tool_choice'],
    refusal: "Tool 'get_time' not found",
  },
  { what: 'no tool chosen', prompt: opus({ tools: [tool()], tool_choice: { type: 'none' } }), finds: [] },
  {
    what: 'a tool choice that is none',
    prompt: opus({ tools: [tool()], tool_choice: { type: 'some' } }),
    finds: ['error field-shape tool_choice'],
  },
  {
    what: 'the same tool twice',
    prompt: haiku({ tools: [tool(), tool()] }),
    finds: ['error tool-names tools.1'],
    refusal: 'tools: Tool names must be unique.',
  },
  {
    what: 'two tools of one name',
    prompt: haiku({ tools: [tool(), tool({ description: 'Another' })] }),
    finds: ['error tool-names tools.1'],
  },
  {
    what: 'a tool with a space in its name',
    prompt: haiku({ tools: [tool({ name: 'get weather' })], tool_choice: { type: 'tool', name: 'get weather' } }),
    finds: ['error tool-names tools.0'],
    refusal: 'String should match pattern',
  },
  {
    what: 'a tool with an empty name',
    prompt: haiku({ tools: [tool({ name: '' })] }),
    finds: ['error tool-names tools.0'],
  },
  {
    what: 'a tool without a schema',
    prompt: haiku({ tools: [{ name: 'a' }] }),
    finds: ['error tool-shape tools.0'],
    refusal: 'input_schema: Field required',
  },
  {
    what: 'a tool whose schema is no object',
    prompt: haiku({ tools: [tool({ input_schema: { type: 'string' } })] }),
    finds: ['error tool-shape tools.0'],
  },
  {
    what: 'a tool with another key',
    prompt: haiku({ tools: [tool({ price: 3 })] }),
    finds: ['error tool-shape tools.0'],
    refusal: 'price: Extra inputs',
  },
  {
    what: 'a tool type that nobody knows',
    prompt: haiku({ tools: [{ type: 'teleport_20260101', name: 'teleport' }] }),
    finds: ['error tool-shape tools.0'],
  },
  { what: 'tools that are no list', prompt: haiku({ tools: 'all' }), finds: ['error field-shape tools'] },
  {
    what: 'a strict tool',
    prompt: haiku({ tools: [tool({ strict: true, input_schema: schema })] }),
    finds: [],
  },
  {
    what: 'a strict tool with a loose schema',
    prompt: haiku({ tools: [tool({ strict: true })] }),
    finds: ['error strict-tools tools.0'],
    refusal: "'additionalProperties' must be explicitly set to false",
  },
  {
    what: '21 strict tools',
    prompt: opus({
      tools: Array.from({ length: 21 }, (_, at) => tool({ name: `t${at}`, strict: true, input_schema: schema })),
    }),
    finds: ['error strict-tools tools'],
    refusal: 'at most 20 strict tools',
  },
  {
    what: 'a tool’s call and its result',
    prompt: haiku(
      { tools: [tool()] },
      { messages: talk(['user', 'a'], ['assistant', [toolUse('t1')]], ['user', [toolResult('t1'), text('And?')]]) },
    ),
    finds: [],
  },
  {
    what: 'a tool’s call without its result, at the end',
    prompt: opus({}, { messages: talk(['user', 'a'], ['assistant', [toolUse('t1')]]) }),
    finds: ['error tool-use-answered messages.1.content.0'],
    refusal: '`tool_use` ids were found without `tool_result` blocks immediately after: t1',
  },
  {
    what: 'two calls, one of them answered',
    prompt: haiku(
      {},
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [toolUse('t1'), toolUse('t2')]],
          ['user', [toolResult('t2'), text('b')]],
        ),
      },
    ),
    finds: ['error tool-use-answered messages.1.content.0'],
  },
  {
    what: 'a tool’s call that is followed by text',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['assistant', [toolUse('t1')]], ['user', 'b']) }),
    finds: ['error tool-use-answered messages.1.content.0'],
  },
  {
    what: 'a result after text',
    prompt: haiku(
      {},
      { messages: talk(['user', 'a'], ['assistant', [toolUse('t1')]], ['user', [text('b'), toolResult('t1')]]) },
    ),
    finds: ['error tool-use-answered messages.1.content.0'],
  },
  {
    what: 'results in two user messages',
    prompt: haiku(
      {},
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [toolUse('t1'), toolUse('t2')]],
          ['user', [toolResult('t1')]],
          ['user', [toolResult('t2')]],
        ),
      },
    ),
    finds: ['hint same-role messages.3'],
  },
  {
    what: 'a result without its call',
    prompt: haiku({}, { messages: talk(['user', [toolResult('t9')]]) }),
    finds: ['error tool-result-meant messages.0.content.0'],
    refusal: 'unexpected `tool_use_id` found in `tool_result` blocks: t9',
  },
  {
    what: 'an empty result without its call',
    prompt: haiku({}, { messages: talk(['user', [toolResult('t9', [])]]) }),
    finds: ['error tool-result-meant messages.0.content.0'],
  },
  {
    what: 'two results of one call',
    prompt: haiku(
      {},
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [toolUse('t1')]],
          ['user', [toolResult('t1'), toolResult('t1', 'Rain.')]],
        ),
      },
    ),
    finds: ['error tool-result-meant messages.2.content.1'],
    refusal: 'each tool_use must have a single result',
  },
  {
    what: 'two calls of one id',
    prompt: haiku(
      {},
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [toolUse('t1')]],
          ['user', [toolResult('t1')]],
          ['assistant', [toolUse('t1')]],
          ['user', [toolResult('t1', 'Rain.')]],
        ),
      },
    ),
    finds: ['error tool-use-ids messages.3.content.0'],
    refusal: '`tool_use` ids must be unique',
  },
  {
    what: 'a tool’s turn without its thinking, thinking enabled',
    prompt: haiku(
      { tools: [tool()], thinking: enabled },
      { messages: talk(['user', 'a'], ['assistant', [toolUse('t1')]], ['user', [toolResult('t1')]]) },
    ),
    finds: ['error thinking-kept messages.1.content.0'],
    refusal: 'Expected `thinking` or `redacted_thinking`, but found `tool_use`',
  },
  {
    what: 'a tool’s turn without its thinking, thinking adaptive',
    prompt: opus(
      { tools: [tool()] },
      { messages: talk(['user', 'a'], ['assistant', [toolUse('t1')]], ['user', [toolResult('t1')]]) },
    ),
    finds: [],
  },
  {
    what: 'thinking at the very end',
    prompt: haiku({}, { messages: talk(['user', 'a'], ['assistant', [text('b'), thought]]) }),
    finds: ['warning thinking-history messages.1.content.1', 'error thinking-last messages.1.content.1'],
    refusal: 'The final block in an assistant message cannot be `thinking`.',
  },
]

const outputFormat: Case[] = [
  { what: 'an output format', prompt: haiku({ output_config: format() }), finds: [] },
  { what: 'no output format, said so', prompt: opus({ output_config: { format: null } }), finds: [] },
  {
    what: 'an output format on Fable 5.2',
    prompt: on('claude-fable-5-2', { output_config: format() }),
    finds: ['hint model-retention model', 'hint format-schema format'],
  },
  {
    what: 'an output format of another type',
    prompt: haiku({ output_config: { format: { type: 'xml' } } }),
    finds: ['error field-shape format'],
  },
  {
    what: 'an output format with citations',
    prompt: haiku(
      { output_config: format() },
      { messages: talk(['user', [textDocument({ citations: { enabled: true } }), text('a')]]) },
    ),
    finds: ['error format-citations format'],
    refusal: 'citations cannot be enabled together with an output format',
  },
  {
    what: 'an output format with citations switched off',
    prompt: haiku(
      { output_config: format() },
      { messages: talk(['user', [textDocument({ citations: { enabled: false } }), text('a')]]) },
    ),
    finds: [],
  },
  {
    what: 'a schema that lets anything in',
    prompt: opus({
      output_config: format({
        type: 'object',
        properties: { a: { type: 'object', properties: {} } },
        additionalProperties: false,
        required: ['a'],
      }),
    }),
    finds: ['error format-schema format'],
    refusal: "'additionalProperties' must be explicitly set to false",
  },
  {
    what: 'a schema with bounds',
    prompt: opus({
      output_config: format({
        type: 'object',
        properties: { a: { type: 'integer', minimum: 1 } },
        required: ['a'],
        additionalProperties: false,
      }),
    }),
    finds: ['error format-schema format'],
    refusal: "property 'minimum' is not supported",
  },
  {
    what: 'a schema with a list of three',
    prompt: haiku({ output_config: format({ type: 'array', items: { type: 'string' }, minItems: 3 }) }),
    finds: ['error format-schema format'],
  },
  {
    what: 'a schema that refers back to itself',
    prompt: haiku({
      output_config: format({
        ...schema,
        properties: { answer: { $ref: '#/$defs/node' } },
        $defs: {
          node: {
            type: 'object',
            properties: { next: { $ref: '#/$defs/node' } },
            required: ['next'],
            additionalProperties: false,
          },
        },
      }),
    }),
    finds: ['error format-schema format'],
    refusal: 'Circular reference',
  },
  {
    what: 'a schema with 25 optional parameters',
    prompt: haiku({
      output_config: format({
        type: 'object',
        properties: Object.fromEntries(Array.from({ length: 25 }, (_, at) => [`p${at}`, { type: 'string' }])),
        additionalProperties: false,
      }),
    }),
    finds: ['error format-schema format'],
    refusal: 'too many optional parameters (25)',
  },
  {
    what: 'a schema with 17 unions',
    prompt: haiku({
      output_config: format({
        type: 'object',
        properties: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [`p${at}`, { type: ['string', 'null'] }])),
        required: Array.from({ length: 17 }, (_, at) => `p${at}`),
        additionalProperties: false,
      }),
    }),
    finds: ['error format-schema format'],
  },
]

const media: Case[] = [
  { what: 'an image', prompt: opus({}, { messages: talk(['user', [image(png(800, 600)), text('a')]]) }), finds: [] },
  {
    what: 'an image with an empty address',
    prompt: haiku({}, { messages: talk(['user', [{ type: 'image', source: { type: 'url', url: ' ' } }, text('a')]]) }),
    finds: ['error empty-sources messages.0.content.0'],
    refusal: 'Input should be a valid URL',
  },
  {
    what: 'a document with an empty address inside a tool result',
    prompt: haiku(
      { tools: [tool()] },
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [toolUse('t')]],
          ['user', [toolResult('t', [{ type: 'document', source: { type: 'url', url: '' } }])]],
        ),
      },
    ),
    finds: ['error empty-sources messages.2.content.0'],
  },
  {
    what: 'an image by URL',
    prompt: opus(
      {},
      { messages: talk(['user', [{ type: 'image', source: { type: 'url', url: 'https://example.com/a.png' } }]]) },
    ),
    finds: [],
  },
  {
    what: 'an image that was uploaded',
    prompt: opus(
      {},
      { messages: talk(['user', [{ type: 'image', source: { type: 'file', file_id: 'file_1' } }, text('a')]]) },
    ),
    finds: ['error uploaded-files messages.0.content.0'],
    refusal: 'File not found: file_1',
  },
  {
    what: '101 images on a model of 200K',
    prompt: haiku({}, { messages: talk(['user', Array.from({ length: 101 }, () => image(png(8, 8)))]) }),
    finds: ['error images messages'],
    refusal: 'too many images: 101 > 100',
  },
  {
    what: '101 images on a model of 1M',
    prompt: opus({}, { messages: talk(['user', Array.from({ length: 101 }, () => image(png(8, 8)))]) }),
    finds: [],
  },
  {
    what: 'an image wider than 8,000 pixels',
    prompt: opus({}, { messages: talk(['user', [image(png(8001, 5)), text('a')]]) }),
    finds: ['error images messages.0.content.0'],
    refusal: 'exceed max allowed size: 8000 pixels',
  },
  {
    what: 'an image wider than 2,000 pixels among 21 files',
    prompt: opus(
      {},
      { messages: talk(['user', [image(png(2001, 5)), ...Array.from({ length: 20 }, () => image(png(8, 8)))]]) },
    ),
    finds: ['error images messages.0.content.0'],
    refusal: '2000 pixels',
  },
  {
    what: 'an image in a tool’s result that is too wide',
    prompt: opus(
      {},
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [toolUse('t1')]],
          ['user', [toolResult('t1', [image(png(9000, 5))])]],
        ),
      },
    ),
    finds: ['error images messages.2.content.0'],
  },
  {
    what: 'an image above 10 MB',
    prompt: haiku({}, { messages: talk(['user', [image('A'.repeat(10 * 1024 * 1024 + 4)), text('a')]]) }),
    finds: ['error images messages.0.content.0'],
    refusal: 'image exceeds 10 MB maximum',
  },
  {
    what: 'an image that is no base64',
    prompt: haiku({}, { messages: talk(['user', [image('§§§'), text('a')]]) }),
    finds: ['error images messages.0.content.0'],
    refusal: 'Invalid base64',
  },
  {
    what: 'an image that is none',
    prompt: haiku({}, { messages: talk(['user', [image('QUJDRA=='), text('a')]]) }),
    finds: ['error images messages.0.content.0'],
    refusal: 'Could not process image',
  },
  {
    what: 'an image that must not be scaled, on Haiku 4.5',
    prompt: haiku(
      {},
      { messages: talk(['user', [image(png(1600, 5), { transformations: { oversized_image: 'error' } })]]) },
    ),
    finds: ['error image-scaling messages.0.content.0'],
    refusal: '1600x5',
  },
  {
    what: 'an image that must not be scaled, on Opus 5.5',
    prompt: opus(
      {},
      { messages: talk(['user', [image(png(1600, 5), { transformations: { oversized_image: 'error' } })]]) },
    ),
    finds: [],
  },
  {
    what: 'a PDF',
    prompt: haiku({}, { messages: talk(['user', [pdf('%PDF-1.4\n<< /Type /Page >>'), text('a')]]) }),
    finds: [],
  },
  {
    what: 'a PDF of 101 pages on a model of 200K',
    prompt: haiku({}, { messages: talk(['user', [pdf(`%PDF-1.4\n${'<< /Type /Page >>\n'.repeat(101)}`)]]) }),
    finds: ['error pdfs messages'],
    refusal: 'A maximum of 100 PDF pages',
  },
  {
    what: 'a PDF with a password',
    prompt: opus({}, { messages: talk(['user', [pdf('%PDF-1.4\ntrailer << /Encrypt 5 0 R >>'), text('a')]]) }),
    finds: ['error pdfs messages.0.content.0'],
    refusal: 'password protected',
  },
  {
    what: 'a PDF that is none',
    prompt: opus({}, { messages: talk(['user', [pdf('Hello'), text('a')]]) }),
    finds: ['error pdfs messages.0.content.0'],
    refusal: 'was not valid',
  },
]

const long = 'The sky is blue because air scatters short waves more. '.repeat(400)

const cache: Case[] = [
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

const size: Case[] = [
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

// Put together here, so that no scanner takes this file for a leak.
const madeUpKey = ['sk', 'ant', 'api03', 'abcdefghij'.repeat(9)].join('-')

const secrets: Case[] = [
  {
    what: 'a key in a message',
    prompt: opus({}, { messages: talk(['user', `My key is ${madeUpKey}`]) }),
    finds: ['warning secrets messages.0'],
  },
  {
    what: 'a key in a tool’s result',
    prompt: opus(
      {},
      {
        messages: talk(['user', 'a'], ['assistant', [toolUse('t1')]], ['user', [toolResult('t1', `key=${madeUpKey}`)]]),
      },
    ),
    finds: ['warning secrets messages.2'],
  },
  {
    what: 'a key in the system prompt',
    prompt: haiku({}, { system: `Use ${madeUpKey}` }),
    finds: ['warning secrets system'],
  },
  { what: 'a key in the prefill', prompt: haiku({}, { prefill: madeUpKey }), finds: ['warning secrets prefill'] },
  {
    what: 'talk about keys',
    prompt: haiku({}, { messages: talk(['user', 'Keys begin with sk-ant-api03- and AKIA, tokens with ghp_.']) }),
    finds: [],
  },
]

const headers: Case[] = [
  {
    what: 'a display with its beta header',
    prompt: opus(
      { thinking: { ...adaptive, display: 'updates' } },
      { betas: ['thinking-display-updates-2026-08-18', 'another-2026-01-01'] },
    ),
    finds: [],
  },
  {
    what: 'fast on Opus 5 with its beta header',
    prompt: on('claude-opus-5', { speed: 'fast' }, { betas: ['fast-mode-2026-02-01'] }),
    finds: ['warning speed speed'],
  },
  { what: 'a header of one’s own', prompt: haiku({}, { headers: { 'X-Team': 'docs' } }), finds: [] },
  {
    what: 'headers that are never sent',
    prompt: haiku(
      {},
      {
        headers: {
          'X-Api-Key': 'mine',
          Cookie: 'a=b',
          'anthropic-version': '1999-01-01',
          'Content-Length': '3',
          'X Team': 'docs',
          'X-Line': 'one\ntwo',
          'X-Gateway': 'Bearer abcdef',
          'X-Empty': '',
        },
      },
    ),
    finds: Array.from({ length: 8 }, () => 'warning headers headers'),
  },
  {
    what: 'a beta that no header can carry',
    prompt: haiku({}, { betas: ['good-2026-01-01', 'two words', 'a,b'] }),
    finds: ['warning betas betas'],
  },
  {
    what: 'a secret in a header',
    prompt: haiku({}, { headers: { 'X-Team': `ghp_${'a1B2'.repeat(9)}` } }),
    finds: ['warning secrets headers'],
  },
]

const disabledTools: Case[] = [
  {
    what: 'a disabled tool that would be refused',
    prompt: haiku(
      { tools: [tool(), { name: 'no good', input_schema: {} }] },
      { toolNotes: { 'no good': { disabled: true } } },
    ),
    finds: [],
  },
  {
    what: 'a tool choice of a disabled tool',
    prompt: haiku(
      { tools: [tool(), tool({ name: 'other' })], tool_choice: { type: 'tool', name: 'other' } },
      { toolNotes: { other: { disabled: true } } },
    ),
    finds: ['error tool-choice tool_choice'],
  },
  {
    what: 'a tool choice where every tool is disabled',
    prompt: haiku(
      { tools: [tool()], tool_choice: { type: 'auto' } },
      { toolNotes: { get_weather: { disabled: true } } },
    ),
    finds: ['error tool-choice tool_choice'],
  },
]

const named = talk(['user', 'Write to {{name}}.'])
const values = (given: Record<string, string>) => ({ variables: { values: given } })

const variables: Case[] = [
  { what: 'a variable with a value', prompt: opus({}, { messages: named, ...values({ name: 'Ada' }) }), finds: [] },
  {
    what: 'variables without a value, and one that is unused',
    prompt: opus({}, { messages: named, system: 'For {{shop}}', ...values({ nam: 'Ada' }) }),
    finds: ['warning variable-missing variables', 'hint variable-unused variables'],
  },
  {
    what: 'braces while variables are off',
    prompt: opus({}, { messages: named, variables: { values: { shop: 'A' }, off: true } }),
    finds: [],
  },
  { what: 'braces that are text', prompt: opus({}, { messages: talk(['user', String.raw`\{{name}}`]) }), finds: [] },
  {
    what: 'a message that an empty value leaves empty',
    prompt: opus({}, { messages: talk(['user', '{{name}}']), ...values({ name: '' }) }),
    finds: ['error empty-content messages.0'],
    refusal: 'non-empty',
  },
  {
    what: 'a prefill whose value ends in a space',
    prompt: haiku({}, { prefill: '{{start}}', ...values({ start: 'Dear ' }) }),
    finds: ['error prefill-tail prefill'],
    refusal: 'cannot end with trailing whitespace',
  },
  {
    what: 'a refused prefill with a variable',
    prompt: opus({}, { prefill: 'Dear {{name}},', ...values({ name: 'Ada' }) }),
    finds: ['error prefill-model prefill'],
  },
]

export const cases: readonly Case[] = [
  ...sampling,
  ...model,
  ...prefill,
  ...settings,
  ...thinking,
  ...messages,
  ...tools,
  ...outputFormat,
  ...media,
  ...cache,
  ...size,
  ...secrets,
  ...headers,
  ...disabledTools,
  ...variables,
]
