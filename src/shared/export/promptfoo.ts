import { stringify } from 'yaml'
import type { Steps } from '../steps.ts'
import type { JsonValue } from '../text/json.ts'
import { jsonOf, type Part, type Text } from './code-value.ts'
import { identifiers, reservedWords } from './names.ts'
import { type CodeNote, cannot, how, when } from './notes.ts'
import type { Plan } from './plan.ts'
import { hasPrefill } from './raw-http.ts'
import { visibleJson } from './raw-json.ts'
import type { WrittenCode } from './written-code.ts'

/** What promptfoo hands on as it is; it converts, clamps or leaves out other fields, so those go by `extra_body`. */
const handedOn = new Set(['max_tokens', 'tools', 'tool_choice', 'stop_sequences', 'metadata', 'service_tier'])
const inPrompt = new Set(['model', 'messages', 'system'])

/** A promptfoo configuration: the messages as one JSON prompt, variables as the variables of one test. */
export function* writePromptfoo(plan: Plan): Steps<WrittenCode> {
  const names = identifiers(
    plan.parameters.map(({ name }) => name),
    'snake',
    reservedWords('if else elif endif for endfor in is not and or true false none null set env loop range'),
    'value',
  )
  const fill = (part: Exclude<Part, string>) => ('parameter' in part ? `{{${names[part.parameter]}}}` : '')
  const field = (name: string) => plan.fields.find(([each]) => each === name)?.[1] ?? null
  const json = (value: Plan['fields'][number][1]) => jsonOf(value, fill)
  const system = field('system')
  const messages = json(asTemplates(field('messages')))
  const prompt: JsonValue = [
    ...(system === null ? [] : [{ role: 'system', content: json(asTemplates(system)) }]),
    ...(Array.isArray(messages) ? messages : []),
  ]
  const others = plan.fields.filter(([name]) => !inPrompt.has(name))
  const extra = others.filter(([name]) => !handedOn.has(name))
  const headers = { 'anthropic-version': plan.apiVersion, ...plan.headers }
  const config = {
    ...(plan.baseUrl === null ? {} : { apiBaseUrl: plan.baseUrl }),
    ...Object.fromEntries(others.filter(([name]) => handedOn.has(name)).map(([name, value]) => [name, json(value)])),
    ...(plan.stream ? { stream: true } : {}),
    headers,
    ...(extra.length === 0 ? {} : { extra_body: json({ fields: extra }) }),
  }
  const vars = Object.fromEntries(plan.parameters.map(({ value }, at) => [names[at] ?? '', template(value)]))
  const document = {
    ...(plan.name === '' ? {} : { description: plan.name }),
    prompts: [yield* visibleJson(prompt)],
    providers: [{ id: `anthropic:messages:${plan.model}`, config }],
    tests: [names.length === 0 ? {} : { vars }],
  }
  return {
    text: stringify(document, { schema: 'yaml-1.1', lineWidth: 0, aliasDuplicateObjects: false }),
    notes: notesFor(plan),
  }
}

function notesFor(plan: Plan): CodeNote[] {
  const has = (name: string) => plan.fields.some(([each]) => each === name)
  const messages = plan.fields.find(([name]) => name === 'messages')?.[1]
  const hasSystemRole = JSON.stringify(messages ?? null).includes('["role",{"text":["system"]}]')
  return [
    how('promptfoo sends a text message as one text block, and reads the key from ANTHROPIC_API_KEY.'),
    ...when(
      !has('temperature') && !has('top_p'),
      cannot('promptfoo sends temperature 0 where the model takes it and none is set.'),
    ),
    ...when(
      hasSystemRole,
      cannot('promptfoo takes system messages out of the conversation and sends only the first, as the system prompt.'),
    ),
    ...when(
      hasPrefill(plan),
      cannot('The output does not begin with the prefill; an assertion sees the continuation only.'),
    ),
  ]
}

/** promptfoo fills `{{…}}`, and acts on `{%` and `{#`: where a text has them itself they are written as a text of the template. */
function template(text: string): string {
  return text.replace(/\{(?=[{%#])/g, '{{ "{" }}')
}

type Value = Plan['fields'][number][1]

function asTemplates(value: Value): Value {
  if (value === null || typeof value !== 'object') return value
  if ('text' in value) {
    // A brace at the end of one piece would meet the braces of a variable.
    const text: Text = value.text.map((part) =>
      typeof part === 'string' ? template(part).replace(/\{$/, '{{ "{" }}') : part,
    )
    return { text }
  }
  if ('list' in value) return { list: value.list.map(asTemplates) }
  return { fields: value.fields.map(([name, field]) => [name, asTemplates(field)] as const) }
}
