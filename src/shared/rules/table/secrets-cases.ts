import { type Case, haiku, opus, question, talk, tool, toolResult, toolUse } from './pieces.ts'

// Put together here, so that no scanner takes this file for a leak.
const madeUpKey = ['sk', 'ant', 'api03', 'abcdefghij'.repeat(9)].join('-')

export const secretsCases: readonly Case[] = [
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
    what: 'a key in a turn that is not sent',
    prompt: haiku({}, { messages: [question, { ...question, id: 'muted', content: madeUpKey, muted: true }] }),
    finds: ['warning secrets messages.1'],
  },
  {
    what: 'a key among the names of a call’s input',
    prompt: opus(
      {},
      {
        messages: talk(
          ['user', 'a'],
          ['assistant', [{ ...toolUse('t1'), input: { [madeUpKey]: true } }]],
          ['user', [toolResult('t1')]],
        ),
      },
    ),
    finds: ['warning secrets messages.1'],
  },
  { what: 'a key in the name', prompt: haiku({}, { name: madeUpKey }), finds: ['warning secrets request'] },
  {
    what: 'a key in a tool',
    prompt: haiku({ tools: [tool({ description: `Asks with ${madeUpKey}` })] }),
    finds: ['warning secrets tools'],
  },
  {
    what: 'a key in the answer that is kept for a tool',
    prompt: haiku({ tools: [tool()] }, { toolNotes: { get_weather: { result: { text: madeUpKey } } } }),
    finds: ['warning secrets tools'],
  },
  {
    what: 'a key in other settings',
    prompt: haiku({ stop_sequences: [madeUpKey], metadata: { user_id: madeUpKey } }),
    finds: ['warning secrets stop_sequences', 'warning secrets metadata'],
  },
  {
    what: 'a key in the value of a variable that stands nowhere',
    prompt: haiku({}, { variables: { values: { unused: madeUpKey } } }),
    finds: ['warning secrets variables', 'hint variable-unused variables'],
  },
  {
    what: 'a key in the value of a variable that is sent',
    prompt: haiku({}, { system: 'Use {{key}}.', variables: { values: { key: madeUpKey } } }),
    finds: ['warning secrets system', 'warning secrets variables'],
  },
  {
    what: 'a key in the API version',
    prompt: haiku({}, { apiVersion: 'ghp_abcdefghijklmnopqrstuvwxyz0123456789' }),
    finds: ['error version-known api_version', 'warning secrets api_version'],
    refusal: 'is not a valid API version',
  },
  { what: 'a key in a beta', prompt: haiku({}, { betas: [madeUpKey] }), finds: ['warning secrets betas'] },
  {
    what: 'a key in the name of a header',
    prompt: haiku({}, { headers: { [madeUpKey]: 'a' } }),
    finds: ['warning secrets headers'],
  },
  {
    what: 'talk about keys',
    prompt: haiku({}, { messages: talk(['user', 'Keys begin with sk-ant-api03- and AKIA, tokens with ghp_.']) }),
    finds: [],
  },
]
