// The AI SDK of Vercel: `generateText({ model: anthropic('claude-…'), prompt })`. Its words are close to those of a chat.
import type { Found } from './api-call.ts'
import { type CallArgs, hole, list, object, plain, stringOf, type Value } from './value.ts'

const names: Readonly<Record<string, string>> = {
  model: 'model',
  messages: 'messages',
  maxTokens: 'max_tokens',
  maxOutputTokens: 'max_tokens',
  temperature: 'temperature',
  topP: 'top_p',
  topK: 'top_k',
  stopSequences: 'stop',
}
const calls = new Set(['generateText', 'streamText', 'generateObject', 'streamObject'])

export function isVercelCall(path: readonly string[]): boolean {
  return path.length === 1 && calls.has(path[0] ?? '')
}

export function vercelCall({ items: [options] }: CallArgs): Found {
  const given = new Map(options?.kind === 'object' ? options.fields : [])
  const fields = new Map<string, Value>()
  const left: string[] = []
  for (const [name, value] of given) {
    const known = Object.hasOwn(names, name) ? names[name] : undefined
    if (known === undefined) {
      if (!ofThePrompt.has(name)) left.push(name)
    } else fields.set(known, name === 'model' ? modelOf(value) : value)
  }
  fields.set('messages', messagesOf(given))
  // They are made of functions and schemas of a library.
  if (given.has('tools')) fields.set('tools', hole('tools', 0))
  return { dialect: 'chat', fields, headers: new Map(), left }
}

const ofThePrompt = new Set(['system', 'prompt', 'messages', 'tools'])

/** `anthropic('claude-…')` is called by what it was given; a plain name may begin with the provider. */
function modelOf(value: Value): Value {
  const name = stringOf(value) ?? (value.kind === 'hole' ? stringOf(value.args?.items[0]) : null)
  return name === null ? value : plain(name.split('/').at(-1) ?? name)
}

function messagesOf(given: ReadonlyMap<string, Value>): Value {
  const system = given.get('system')
  const prompt = given.get('prompt')
  const said = given.get('messages') ?? prompt
  const turns = said?.kind === 'list' ? said.items.map(withParts) : said ? [message('user', said)] : []
  return list(system ? [message('system', system), ...turns] : turns)
}

const message = (role: string, content: Value) =>
  object(
    new Map([
      ['role', plain(role)],
      ['content', content],
    ]),
  )

function withParts(turn: Value): Value {
  const content = turn.kind === 'object' ? turn.fields.get('content') : undefined
  if (turn.kind !== 'object' || content?.kind !== 'list') return turn
  return object(new Map([...turn.fields, ['content', list(content.items.map(partOf))]]))
}

/** `{ type: 'image', image: … }` as a chat has it. */
function partOf(part: Value): Value {
  const image = part.kind === 'object' ? part.fields.get('image') : undefined
  if (!image) return part
  const address = image.kind === 'hole' ? image.args?.items[0] : image
  const url = object(new Map([['url', stringOf(address) === null ? image : (address ?? image)]]))
  return object(
    new Map<string, Value>([
      ['type', plain('image_url')],
      ['image_url', url],
    ]),
  )
}
