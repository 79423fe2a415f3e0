import { type Case, haiku, opus, talk } from './pieces.ts'

const named = talk(['user', 'Write to {{name}}.'])
const values = (given: Record<string, string>) => ({ variables: { values: given } })

export const variablesCases: readonly Case[] = [
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
