import { type Case, format, haiku, on, opus, schema, talk, text, textDocument } from './pieces.ts'

export const outputFormatCases: readonly Case[] = [
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
    what: 'a schema whose enum is no list',
    prompt: haiku({ output_config: format({ ...schema, properties: { answer: { enum: 'yes' } } }) }),
    finds: ['error schema-form format'],
    refusal: 'output_config.format.schema: JSON schema is invalid. It must match JSON Schema draft 2020-12',
  },
  {
    what: 'a schema whose required is a text',
    prompt: haiku({ output_config: format({ ...schema, required: 'answer' }) }),
    finds: ['error schema-form format'],
  },
  {
    what: 'a schema with a reference to another document',
    prompt: haiku({
      output_config: format({ ...schema, properties: { answer: { $ref: 'https://example.com/answer.json' } } }),
    }),
    finds: ['error format-schema format'],
    refusal: "External reference 'https://example.com/answer.json'",
  },
  {
    what: 'a schema with a reference that leads nowhere',
    prompt: haiku({ output_config: format({ ...schema, properties: { answer: { $ref: '#/$defs/answer' } } }) }),
    finds: ['error format-schema format'],
    refusal: "Unresolvable reference '#/$defs/answer'",
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
