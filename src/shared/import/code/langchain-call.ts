// LangChain, in Python and JavaScript: `ChatAnthropic(model=…).invoke(…)`, and the chains `prompt | model`. Its words are close to
// those of a chat; texts of its templates have their variables in single braces.

import { isWrittenKey } from '../written-key.ts'
import type { Found } from './api-call.ts'
import { formatted } from './known-calls.ts'
import { type CallArgs, type Hole, list, object, partsOf, plain, stringOf, type Value } from './value.ts'

const settings: Readonly<Record<string, string>> = {
  model: 'model',
  model_name: 'model',
  modelName: 'model',
  model_id: 'model',
  max_tokens: 'max_tokens',
  maxTokens: 'max_tokens',
  max_tokens_to_sample: 'max_tokens',
  maxTokensToSample: 'max_tokens',
  temperature: 'temperature',
  top_p: 'top_p',
  topP: 'top_p',
  top_k: 'top_k',
  topK: 'top_k',
  stop: 'stop',
  stop_sequences: 'stop',
  stopSequences: 'stop',
  thinking: 'thinking',
}
/** What says how the client reaches the server. */
const ofTheClient =
  /key|token$|url$|timeout|retries|streaming|stream_usage|streamUsage|verbose|callbacks|cache|headers|model_provider|modelProvider|tracer|name$|region|credentials|project|location/i

const methods = new Set(['invoke', 'ainvoke', 'stream', 'astream', 'predict', '()'])
const batches = new Set(['batch', 'abatch', 'generate'])
const modelMakers = new Set(['init_chat_model', 'initChatModel'])
const isModelName = (name: string) => /^Chat[A-Z][A-Za-z]*$/.test(name) && !templateName.test(name)
const templateName = /PromptTemplate$/

/** Where in a path a model of LangChain is made; -1 where none is. */
function modelAt(path: readonly string[]): number {
  const at = path.findIndex((name) => isModelName(name) || modelMakers.has(name))
  return at >= 0 && path[at + 1] === '()' ? at : -1
}
const isModel = (value: Value): value is Hole => value.kind === 'hole' && modelAt(value.path) >= 0
const isTemplate = (value: Value): value is Hole =>
  value.kind === 'hole' && value.path.some((name) => templateName.test(name)) && value.path.includes('()')

/** Whether what a call gives is still what it was called on, with what that was made of: `model.bind_tools(…)`. */
export function keepsMaker({ path }: Hole): boolean {
  const template = path.findIndex((name) => templateName.test(name))
  return modelAt(path) >= 0 || (template >= 0 && template < path.lastIndexOf('()'))
}

/** What a chain gives, `left | right`; `null` where it is none. */
export function piped(left: Value, right: Value): Hole | null {
  if (isModel(left)) return left
  if (isModel(right)) return isTemplate(left) ? { ...right, piped: left } : right
  return isTemplate(right) ? right : isTemplate(left) ? left : null
}

/** The requests of a call on a model or a chain; none where it is another call. */
export function langchainCalls(callee: Hole, args: CallArgs): Found[] {
  const at = modelAt(callee.path)
  const method = callee.path.at(-1) ?? ''
  if (at < 0) return []
  const [input = plain('')] = args.items
  const inputs = batches.has(method) && input.kind === 'list' ? input.items : methods.has(method) ? [input] : []
  const between = callee.path.slice(at + 2, -1).filter((name) => name !== '()')
  return inputs.map((one) => requestOf(callee, one, args, between))
}

function requestOf({ args: maker, piped: template }: Hole, input: Value, given: CallArgs, between: string[]): Found {
  const fields = new Map<string, Value>()
  const left = [...between]
  const [first] = maker?.items ?? []
  const own = first?.kind === 'object' ? [...first.fields] : first ? [['model', first] as const] : []
  const named: (readonly [string, Value])[] = [...own, ...(maker?.fields ?? []), ...given.fields]
  const more = named.flatMap(([name, value]) =>
    (name === 'model_kwargs' || name === 'modelKwargs') && value.kind === 'object' ? [...value.fields] : [],
  )
  for (const [name, value] of [...named, ...more]) {
    const known = Object.hasOwn(settings, name) ? settings[name] : undefined
    if (known !== undefined) fields.set(known, known === 'model' ? modelOf(value) : value)
    else if (!name.endsWith('wargs') && !ofTheClient.test(name)) left.push(name)
  }
  fields.set('messages', template ? templateMessages(template, input) : messagesOf(input, null))
  const keys = named.flatMap(([name, value]) => (/api_?key$/i.test(name) ? [stringOf(value) ?? ''] : []))
  return { dialect: 'chat', fields, headers: new Map(), left, keys: keys.filter(isWrittenKey) }
}

/** `anthropic:claude-…`, as `init_chat_model` takes it. */
function modelOf(value: Value): Value {
  const name = stringOf(value)
  return name === null ? value : plain(name.replace(/^[a-z_]+:(?=[a-z])/, ''))
}

/** A template is given as what it is made of, whatever it was called with afterwards. */
function messagesOf(said: Value, values: CallArgs | null): Value {
  if (isTemplate(said)) return templateMessages(said, null)
  if (said.kind !== 'list') return list([message('user', filled(said, values))])
  return list(said.items.map((item) => messageOf(item, values)))
}

/** @param input What its variables are: what is not in it stays a variable. */
function templateMessages({ args }: Hole, input: Value | null): Value {
  const values: CallArgs = { items: [], fields: input?.kind === 'object' ? input.fields : new Map() }
  const [first] = args?.items ?? []
  const options = first?.kind === 'object' ? first.fields : args?.fields
  const said = options?.get('messages') ?? options?.get('promptMessages') ?? options?.get('template') ?? first
  return said ? messagesOf(said, values) : list([])
}

const message = (role: string, content: Value) =>
  object(
    new Map([
      ['role', plain(role)],
      ['content', content],
    ]),
  )

const roles: readonly [name: RegExp, role: string][] = [
  [/^System/, 'system'],
  [/^(Human|Chat)/, 'user'],
  [/^AI/, 'assistant'],
  [/^(Tool|Function)/, 'tool'],
]

/** A message in one of the forms that LangChain takes: a pair, an object of a class, a dict, a text. */
function messageOf(item: Value, values: CallArgs | null): Value {
  if (item.kind === 'list') {
    const [role, content] = item.items
    return role && content
      ? object(
          new Map([
            ['role', role],
            ['content', filled(content, values)],
          ]),
        )
      : item
  }
  if (item.kind === 'object') {
    const content = item.fields.get('content')
    return values && content ? object(new Map([...item.fields, ['content', filled(content, values)]])) : item
  }
  if (item.kind !== 'hole') return message('user', filled(item, values))
  const name = item.path.find((part) => /Message(PromptTemplate)?$/.test(part))
  const role = name === undefined ? undefined : roles.find(([form]) => form.test(name))?.[1]
  if (name === undefined || role === undefined) return item
  const [first] = item.args?.items ?? []
  const options = new Map([...(first?.kind === 'object' ? first.fields : []), ...(item.args?.fields ?? [])])
  const content = options.get('content') ?? options.get('template') ?? (first?.kind === 'object' ? undefined : first)
  const id = options.get('tool_call_id')
  const made = message(
    role,
    content ? filled(content, templateName.test(name) ? (values ?? noValues) : null) : plain(''),
  )
  if (id) made.fields.set('tool_call_id', id)
  return made
}

const noValues: CallArgs = { items: [], fields: new Map() }

/** The text of a template with its variables; `values` is `null` for what is no template. */
function filled(content: Value, values: CallArgs | null): Value {
  if (values === null) return content
  if (content.kind === 'list') return list(content.items.map((block) => filledBlock(block, values)))
  return partsOf(content) && content.kind !== 'hole' ? (formatted(content, values) ?? content) : content
}

function filledBlock(block: Value, values: CallArgs): Value {
  const said = block.kind === 'object' ? block.fields.get('text') : undefined
  if (block.kind !== 'object' || !said) return block
  return object(new Map([...block.fields, ['text', filled(said, values)]]))
}
