import { expect, it } from 'vitest'
import { readCode } from '../read-code.ts'

const read = (text: string) => readCode({ text, fileName: 'paste.ts' })
const only = (text: string) => {
  const { requests } = read(text)
  expect(requests).toHaveLength(1)
  return requests[0]!
}
const user = (content: string) =>
  `client.messages.create({ model: 'm', max_tokens: 5, messages: [{ role: 'user', content: ${content} }] })`
const said = (text: string) => only(text).parts.messages[0]?.content

it('reads a call as it is written for version 1 of the SDK', () => {
  const { parts, notes, line } = only(`import Anthropic from '@anthropic-ai/sdk'
type Sampling = { temperature?: number }
const client = new Anthropic()
const params: Anthropic.MessageCreateParamsNonStreaming & Sampling = {
  model: 'claude-sonnet-4-6', max_tokens: 512, messages: [{ role: 'user' as const, content: 'Hello' }], temperature: 0.3,
}
await client.messages.create(params, { headers: { 'anthropic-version': '2023-06-01', 'x-trace': 'a' } })`)
  expect({ parts, notes, line }).toEqual({
    parts: {
      model: 'claude-sonnet-4-6',
      messages: [{ role: 'user', content: 'Hello' }],
      prefill: '',
      settings: { max_tokens: 512, temperature: 0.3 },
      headers: { 'x-trace': 'a' },
    },
    notes: [],
    line: 7,
  })
})

it('takes the headers of the client, and pins a version that automatic would not choose', () => {
  const client = `const client = new Anthropic({ defaultHeaders: { 'anthropic-version': '2023-06-01' } })\n`
  expect(only(client + user("'Hi'")).parts.apiVersion).toBe('2023-06-01')
})

it('puts in what the same paste defines', () => {
  expect(said(`const NAME = 'Ada'\n${user('`Hi $' + '{NAME}\\n\\u{41}`')}`)).toBe('Hi Ada\nA')
  expect(said(`const a = ['x', 'y'].map((one, i) => \`- \${one}\`).join('\\n')\n${user('a')}`)).toBe('- x\n- y')
  expect(said(user('dedent`\n    One\n      Two\n  `'))).toBe('One\n  Two')
  expect(said(user('String.raw`\\n`'))).toBe('\\n')
  expect(said(user(`JSON.stringify({ a: [1, 'é'] })`))).toBe('{"a":[1,"é"]}')
})

it('says in which line stood what it left out', () => {
  const { notes } = only(`const message = await client.messages.create({
  model: 'm', max_tokens: 5,
  messages: [],
}, {
  timeout: 20_000,
  ...more,
  maxRetries: 4,
})`)
  expect(notes.map(({ line, what }) => `${line} ${what.split(' ')[0]}`)).toEqual(
    expect.arrayContaining(['5 `timeout`', '7 `maxRetries`']),
  )
})

it('understands spreads, destructuring and functions around the call', () => {
  const { parts } = only(`
const base = { model: 'm', max_tokens: 5 }
const ask = async (question: string, { system = 'S', history = [] }: Options = {}) =>
  client.messages.stream({ ...base, system, messages: [...history, { role: 'user', content: question }] })
export async function main() { const answer = await ask('Hello', { history: [{ role: 'user', content: 'Before' }] }) }`)
  expect(parts).toMatchObject({ model: 'm', system: 'S', settings: { max_tokens: 5 } })
  expect(parts.messages.map(({ content }) => content)).toEqual(['Before', 'Hello'])
})

it('makes a variable of what only the running program knows', () => {
  const { parts, notes } = only(`app.post('/chat', async (req, res) => {
  const { prompt } = req.body
  const stream = ${user('`$' + '{prompt} for $' + '{process.env.WHO}`')}
})`)
  expect(parts.messages[0]?.content).toBe('{{prompt}} for {{WHO}}')
  expect(notes.map(({ line }) => line)).toEqual([2, 3])
})

it('names the file behind a text or a document', () => {
  const { parts, notes } = only(`
const rules = fs.readFileSync('rules.md', 'utf8')
const pdf = (await fs.promises.readFile('a.pdf')).toString('base64')
client.messages.create({ model: 'm', max_tokens: 1, system: rules, messages: [{ role: 'user', content: [
  { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: pdf } }] }] })`)
  expect(parts.system).toBe('{{rules}}')
  expect(parts.messages[0]?.content).toEqual([{ type: 'document', source: { type: 'url', url: '' } }])
  expect(notes.map(({ line, what }) => `${line} ${what}`)).toEqual([
    '2 The text of the file rules.md is the variable {{rules}}.',
    '3 This document comes from the file a.pdf: choose the file in its place.',
  ])
})

it('reads fetch, axios and client.post', () => {
  const body = (text: string) => `{ model: 'm', max_tokens: 1, messages: [{ role: 'user', content: '${text}' }] }`
  const { requests } = read(`
await fetch(\`\${base}/v1/messages\`, { method: 'POST', headers: { 'x-api-key': key }, body: JSON.stringify(${body('One')}) })
await axios.post('https://api.anthropic.com/v1/messages', ${body('Two')}, { headers: { 'anthropic-beta': 'b-1' } })
await client.post('/v1/messages', { body: ${body('Three')} })
await fetch('https://example.com/other', { body: JSON.stringify(${body('Four')}) })`)
  expect(requests.map(({ title }) => title)).toEqual(['One', 'Two', 'Three'])
  expect(requests[1]?.parts.betas).toEqual(['b-1'])
})

it('reads the call of another SDK, with its roles in the words of Messages', () => {
  const { parts, notes } = only(`
await openai.chat.completions.create({
  model: 'gpt-x', max_completion_tokens: 9, stop: 'END', seed: 1,
  messages: [{ role: 'system', content: 'S' }, { role: 'user', content: 'Q' }],
})`)
  expect(parts).toEqual({
    model: 'gpt-x',
    system: 'S',
    messages: [{ role: 'user', content: 'Q' }],
    prefill: '',
    settings: { max_tokens: 9, stop_sequences: ['END'] },
  })
  expect(notes).toEqual([{ line: 2, what: '`seed` has no equal in the Messages API and was left out.' }])
})

it('reads a component with a call in it', () => {
  const text = `export function Ask() { const go = () => ${user("'Hi'")}; return <button onClick={go}>Go</button> }`
  expect(readCode({ text, fileName: 'ask.tsx' }).requests.map(({ title }) => title)).toEqual(['go'])
})

it('puts ten thousand parts together, however they are joined', () => {
  const parts = Array.from({ length: 10_000 }, (_, at) => `'line ${at}\\n'`)
  const whole = parts.map((_, at) => `line ${at}\n`).join('')
  expect(said(user(parts.join(' +\n')))).toBe(whole)
  expect(said(user(`[${parts.join(', ')}].join('')`))).toBe(whole)
  expect(said(`let text = ''\n${parts.map((part) => `text += ${part}`).join('\n')}\n${user('text')}`)).toBe(whole)
  expect(said(user(`name + ${parts.join(' + name + ')}`))).toHaveLength(whole.length + 10_000 * '{{name}}'.length)
})

it('reads the calls of the AI SDK', () => {
  const { requests } = read(`
const { text } = await generateText({
  model: anthropic('claude-3-7-sonnet-20250219'), system: 'You are a poet.', prompt: \`About $\{topic}.\`,
  maxTokens: 500, topP: 0.9, stopSequences: ['END'], maxRetries: 3, tools: { weather: tool({ execute }) },
})
const result = streamText({
  model: 'anthropic/claude-opus-5-5', maxOutputTokens: 9,
  messages: [
    { role: 'system', content: 'S' },
    { role: 'user', content: [{ type: 'text', text: 'Look' }, { type: 'image', image: new URL('https://e.com/a.png') }] },
  ],
})`)
  expect(requests.map(({ parts }) => parts)).toEqual([
    {
      model: 'claude-3-7-sonnet-20250219',
      system: 'You are a poet.',
      messages: [{ role: 'user', content: 'About {{topic}}.' }],
      prefill: '',
      settings: { max_tokens: 500, top_p: 0.9, stop_sequences: ['END'] },
    },
    {
      model: 'claude-opus-5-5',
      system: 'S',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image', source: { type: 'url', url: 'https://e.com/a.png' } },
          ],
        },
      ],
      prefill: '',
      settings: { max_tokens: 9 },
    },
  ])
  expect(requests[0]?.notes.map(({ what }) => what)).toEqual([
    '`tools` was left out: `tools` is not known here.',
    '`topic` is not known here: it is the variable {{topic}}.',
    '`maxRetries` is no part of a request and was left out.',
  ])
})

it('calls a getter where it is named', () => {
  const { parts } = only(`class Bot {
  get client() { return new Anthropic({ defaultHeaders: { 'x-team': 'a' } }) }
  say(content) { return this.client.messages.create({ model: 'm', max_tokens: 1, messages: [{ role: 'user', content }] }) }
}
new Bot().say('Hi')`)
  expect([parts.headers, parts.messages[0]?.content]).toEqual([{ 'x-team': 'a' }, 'Hi'])
})
