import { type Case, enabled, haiku, opus, talk, text, thought, tool, toolResult, toolUse } from './pieces.ts'

export const toolTurnsCases: readonly Case[] = [
  {
    what: 'a tool’s call and its result',
    prompt: haiku(
      { tools: [tool()] },
      { messages: talk(['user', 'a'], ['assistant', [toolUse('t1')]], ['user', [toolResult('t1'), text('And?')]]) },
    ),
    finds: [],
  },
  {
    what: 'a tool’s call with a number beyond 2^53',
    prompt: haiku(
      { tools: [tool()] },
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [{ ...toolUse('t1'), input: { order: [{ id: 2 ** 60 }] } }]],
          ['user', [toolResult('t1')]],
        ),
      },
    ),
    finds: ['warning tool-input-numbers messages.1.content.0'],
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
