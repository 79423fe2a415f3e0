import { adaptive, type Case, disabled, enabled, haiku, on, opus } from './pieces.ts'

export const thinkingCases: readonly Case[] = [
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
