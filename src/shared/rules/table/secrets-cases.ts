import { type Case, haiku, opus, talk, toolResult, toolUse } from './pieces.ts'

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
    what: 'talk about keys',
    prompt: haiku({}, { messages: talk(['user', 'Keys begin with sk-ant-api03- and AKIA, tokens with ghp_.']) }),
    finds: [],
  },
]
