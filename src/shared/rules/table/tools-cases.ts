import { adaptive, type Case, enabled, haiku, on, opus, schema, tool } from './pieces.ts'

export const toolsCases: readonly Case[] = [
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
    what: 'a tool whose properties are a list',
    prompt: haiku({ tools: [tool({ input_schema: { type: 'object', properties: ['place'] } })] }),
    finds: ['error schema-form tools.0'],
    refusal: 'tools.0.custom.input_schema: JSON schema is invalid. It must match JSON Schema draft 2020-12',
  },
  {
    what: 'a tool whose required is no list of names, twice',
    prompt: haiku({
      tools: [
        tool({
          input_schema: {
            type: 'object',
            properties: { a: { type: 'object', required: [1] } },
            required: 'a',
          },
        }),
      ],
    }),
    finds: ['error schema-form tools.0'],
    refusal: 'draft 2020-12',
  },
  {
    what: 'a tool with a type that there is not, a strict one too',
    prompt: haiku({
      tools: [
        tool({ input_schema: { type: 'object', properties: { age: { type: 'int' } } } }),
        tool({
          name: 'strict',
          strict: true,
          input_schema: { ...schema, properties: { answer: { type: ['string', 'text'] } } },
        }),
      ],
    }),
    finds: ['error schema-form tools.0', 'error schema-form tools.1'],
    refusal: 'draft 2020-12',
  },
  {
    what: 'a tool of the type objekt',
    prompt: haiku({ tools: [tool({ input_schema: { type: 'objekt', properties: {} } })] }),
    finds: ['error tool-shape tools.0'],
  },
  {
    what: 'a tool with anyOf of no schemas, and items of a number',
    prompt: haiku({
      tools: [
        tool({
          input_schema: {
            type: 'object',
            properties: { a: { anyOf: [{ type: 'string' }, 'null', 5] }, b: { items: 3 }, c: { anyOf: [] } },
          },
        }),
      ],
    }),
    finds: ['error schema-form tools.0'],
    refusal: 'draft 2020-12',
  },
  {
    what: 'a tool with a reference that leads nowhere',
    prompt: haiku({
      tools: [tool({ input_schema: { type: 'object', properties: { a: { $ref: '#/$defs/gone' } } } })],
    }),
    finds: ['warning schema-form tools.0'],
  },
  {
    what: 'a tool with references that lead somewhere',
    prompt: haiku({
      tools: [
        tool({
          input_schema: {
            type: 'object',
            properties: {
              a: { $ref: '#/$defs/a~1b%20c' },
              b: { $ref: '#place' },
              c: { $ref: '#' },
              d: { $ref: 'https://example.com/place.json' },
            },
            $defs: { 'a/b c': true, place: { $anchor: 'place', type: 'string' } },
          },
        }),
      ],
    }),
    finds: [],
  },
  {
    what: 'a tool whose parameters are called as keywords are',
    prompt: haiku({
      tools: [
        tool({
          input_schema: {
            type: 'object',
            properties: { type: { type: 'string' }, required: { enum: ['a'] }, properties: true },
            required: ['type'],
          },
        }),
      ],
    }),
    finds: [],
  },
  {
    what: 'a strict tool with a reference that leads nowhere',
    prompt: haiku({
      tools: [tool({ strict: true, input_schema: { ...schema, properties: { answer: { $ref: '#/$defs/gone' } } } })],
    }),
    finds: ['error strict-tools tools.0'],
    refusal: "Unresolvable reference '#/$defs/gone'",
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
]
