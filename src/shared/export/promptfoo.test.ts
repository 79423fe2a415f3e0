// The configuration is read as promptfoo reads it: as YAML, with each text of the prompt a template.
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { anthropicServer, type CodeCase, codeCases, expectedBody, halfPair } from '../../../test/support/code-cases.ts'
import { exportCode } from './export-code.ts'

type Config = {
  prompts: string[]
  providers: { id: string; config: Record<string, unknown> & { headers: object; extra_body?: object } }[]
  tests: { vars?: Record<string, string> }[]
}

/** What a template of nunjucks becomes, as far as ours go: a name, or a text in quotes. Anything else would be acted upon. */
function render(template: string, vars: Readonly<Record<string, string>>): string {
  const tags = /\{\{ ?(?:"([^"]*)"|(\w+)) ?\}\}|\{[{%#]/g
  return template.replaceAll(tags, (whole, text: string | undefined, name: string | undefined) => {
    if (text !== undefined) return text
    if (name === undefined || !Object.hasOwn(vars, name)) throw new Error(`promptfoo would act on ${whole} ${name}`)
    return vars[name] ?? ''
  })
}

function configOf({ prompt, options }: Pick<CodeCase, 'prompt' | 'options'>): Config {
  const { text } = exportCode(prompt, anthropicServer, 'promptfoo', options)
  // Its parser takes some words of YAML 1.1 for more than texts, such as dates.
  const old: unknown = parse(text, { schema: 'yaml-1.1' })
  expect(parse(text)).toEqual(old)
  // Safe: the tests look at what is in it.
  return old as Config
}

/** The request that promptfoo makes of it; a text message stays a text here, where promptfoo makes a block of it. */
function requestOf({ prompts: [prompt = ''], providers: [provider], tests: [test] }: Config) {
  const vars = Object.fromEntries(Object.entries(test?.vars ?? {}).map(([name, value]) => [name, render(value, {})]))
  const messages = rendered(JSON.parse(prompt), vars) as { role: string; content: unknown }[]
  const [first] = messages
  const { headers: _, extra_body = {}, ...config } = provider!.config
  return {
    model: provider!.id.replace('anthropic:messages:', ''),
    ...(first?.role === 'system' ? { system: first.content } : {}),
    messages: messages.filter(({ role }) => role !== 'system'),
    ...config,
    ...extra_body,
  }
}

function rendered(value: unknown, vars: Record<string, string>): unknown {
  if (typeof value === 'string') return render(value, vars)
  if (Array.isArray(value)) return value.map((item) => rendered(item, vars))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, rendered(field, vars)]))
}

const withFiles = codeCases.map((one) => ({ ...one, options: { ...one.options, data: codeCases[0]!.options.data } }))

it.each(withFiles)('makes the request that the app makes: $name', (one) => {
  expect(requestOf(configOf(one))).toEqual(expectedBody(one))
})

it('hands a version on as a text, and what promptfoo would change in silence as an extra field', () => {
  const one = codeCases.find(({ name }) => name.startsWith('sampling'))!
  const [provider] = configOf(one).providers
  expect(provider!.config).toMatchObject({
    headers: { 'anthropic-version': '2023-06-01' },
    extra_body: { temperature: 0.2, top_k: 5 },
  })
})

it('says what promptfoo does by itself', () => {
  const [one] = codeCases
  const says = (prompt: CodeCase['prompt']) =>
    exportCode(prompt, anthropicServer, 'promptfoo', one!.options).notes.flatMap(({ kind, text }) =>
      kind === 'cannot' ? [text] : [],
    )
  expect(says(one!.prompt)).toEqual(['promptfoo sends temperature 0 where the model takes it and none is set.'])
  const talk = {
    ...one!.prompt,
    messages: [...one!.prompt.messages, { id: 's', role: 'system' as const, content: 'Now in French.' }],
  }
  expect(says(talk).at(-1)).toMatch(/takes system messages out/)
  expect(says({ ...one!.prompt, prefill: '{' }).at(-1)).toMatch(/does not begin with the prefill/)
})

it('writes JSON that is the body itself, with the headers said above it', () => {
  for (const one of withFiles) {
    const { text } = exportCode(one.prompt, anthropicServer, 'json', one.options)
    expect([one.name, JSON.parse(text)]).toEqual([one.name, expectedBody(one)])
  }
  const [one] = codeCases
  const { text, notes, fileName } = exportCode(
    { ...one!.prompt, system: halfPair, betas: ['a-1'] },
    anthropicServer,
    'json',
    one!.options,
  )
  expect(JSON.parse(text)).toMatchObject({ system: halfPair })
  expect(fileName).toBe('support-triage.json')
  expect(notes[0]?.text).toBe(
    'The body of POST /v1/messages. Headers to send with it: anthropic-version: 2026-10-21, anthropic-beta: a-1.',
  )
})
