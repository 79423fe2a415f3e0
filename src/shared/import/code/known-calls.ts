// Functions of Python and JavaScript that do no more than put texts and lists together, or read a file.
import { dedent } from './dedent.ts'
import { jsonText } from './json-of-value.ts'
import type { Program } from './program.ts'
import {
  type CallArgs,
  changeText,
  fileName,
  type Hole,
  hole,
  list,
  object,
  partsOf,
  plain,
  stringOf,
  text,
  type Value,
} from './value.ts'

/** What a function of a known name gives; `null` where it is none of these. */
export function knownCall(path: readonly string[], args: CallArgs, at: number, isPython: boolean): Value | null {
  const name = path.at(-1) ?? ''
  const owner = path.at(-2)
  const [first, second] = args.items
  switch (name) {
    case 'stringify':
    case 'dumps':
      return first ? jsonText(first, isPython, args) : null
    case 'dedent':
    case 'outdent':
    case 'cleandoc': {
      const made = first ? changeText(first, dedent) : null
      // What JavaScript calls dedent also drops the empty lines around the text.
      return made && (!isPython || name === 'cleandoc') ? changeText(made, (all) => all.trim()) : made
    }
    case 'dict':
      return first && first.kind !== 'object'
        ? null
        : object(new Map([...(first?.kind === 'object' ? first.fields : []), ...args.fields]))
    case 'list':
    case 'tuple':
    case 'deepcopy':
    case 'copy':
    case 'structuredClone':
    case 'freeze':
    case 'all':
      return first?.kind === 'list'
        ? list([...first.items])
        : first?.kind === 'object'
          ? object(new Map(first.fields))
          : null
    case 'str':
    case 'String':
      return first && first.kind !== 'hole' && partsOf(first) ? text(partsOf(first) ?? []) : null
    case 'partial':
      return first ? { kind: 'bound', callee: first, args: { items: args.items.slice(1), fields: args.fields } } : null
    case 'assign':
      return owner === 'Object' ? merged(args.items) : null
    case 'getenv':
      return second ?? (first ? hole(stringOf(first) ?? 'value', at) : null)
    case 'get':
      return path.includes('environ') ? (second ?? hole(stringOf(first) ?? 'value', at)) : null
    case 'run':
    case 'gather':
      return owner === 'asyncio' && first ? first : null
    case 'open':
    case 'Path':
    case 'readFile':
    case 'readFileSync':
    case 'readTextFile':
    case 'readTextFileSync':
    case 'file':
      return first ? fileContents(first, at) : null
    default:
      // `MessageParam(role=…, content=…)`, `TextBlockParam(type=…)`: the types of Python's SDK are dicts.
      return name.endsWith('Param') && args.items.length === 0 && args.fields.size > 0 ? object(args.fields) : null
  }
}

/** The contents of a file, which only the computer of whoever wrote the code has. */
function fileContents(path: Value, at: number): Hole | null {
  const known = (partsOf(path) ?? []).map((part) => (typeof part === 'string' ? part : part.name)).join('')
  return known === '' ? null : { ...hole(fileName(known), at, ['file']), file: known }
}

function merged(items: readonly Value[]): Value {
  const [target, ...others] = items
  const made = target?.kind === 'object' ? target : object()
  for (const item of others)
    if (item.kind === 'object') for (const [name, value] of item.fields) made.fields.set(name, value)
  return made
}

/** What a method of a text, list or object gives; `null` where it is none of these. Lists and objects are changed in place. */
export function knownMethod(owner: Value, name: string, args: CallArgs, program: Program, at: number): Value | null {
  if (owner.kind === 'list') return listMethod(owner, name, args, program, at)
  if (owner.kind === 'object') return objectMethod(owner, name, args, at)
  return owner.kind === 'text' || stringOf(owner) !== null ? textMethod(owner, name, args, program.isPython) : null
}

function textMethod(owner: Value, name: string, args: CallArgs, isPython: boolean): Value | null {
  const [first, second] = args.items
  switch (name) {
    case 'strip':
    case 'trim':
      return first ? null : changeText(owner, (all) => all.trim())
    case 'lstrip':
    case 'trimStart':
      return first ? null : changeText(owner, (all) => all.trimStart())
    case 'rstrip':
    case 'trimEnd':
      return first ? null : changeText(owner, (all) => all.trimEnd())
    case 'upper':
    case 'toUpperCase':
      return stringOf(owner) === null ? null : changeText(owner, (all) => all.toUpperCase())
    case 'lower':
    case 'toLowerCase':
      return stringOf(owner) === null ? null : changeText(owner, (all) => all.toLowerCase())
    case 'format':
      return formatted(owner, args)
    case 'format_map':
      return first?.kind === 'object' ? formatted(owner, { items: [], fields: first.fields }) : null
    case '%':
      return percentFormatted(owner, args.items)
    case 'join':
      return first?.kind === 'list' ? joined(first.items, owner) : null
    case 'concat':
      return joined([owner, ...args.items], plain(''))
    case 'replace':
    case 'replaceAll':
      return first && second ? replaced(owner, stringOf(first), second, isPython || name === 'replaceAll') : null
    case 'encode':
    case 'toString':
    case 'decode':
      return owner
    default:
      return null
  }
}

function joined(items: readonly Value[], separator: Value): Value | null {
  const between = partsOf(separator)
  const parts = items.map(partsOf)
  if (!between || parts.some((part) => part === null)) return null
  return text(parts.flatMap((part, index) => [...(index > 0 ? between : []), ...(part ?? [])]))
}

function replaced(owner: Value, search: string | null, by: Value, isAll: boolean): Value | null {
  const [parts, put] = [partsOf(owner), partsOf(by)]
  if (search === null || search === '' || !parts || !put) return null
  let left = isAll ? Number.POSITIVE_INFINITY : 1
  return text(
    parts.flatMap((part) => {
      if (typeof part !== 'string') return [part]
      const pieces = part.split(search)
      const count = Math.min(left, pieces.length - 1)
      left -= count
      const last = pieces.slice(count).join(search)
      return [...pieces.slice(0, count).flatMap((piece) => [piece, ...put]), last]
    }),
  )
}

/** `'{name}'.format(name=…)`; what is not given stays a hole of that name. */
export function formatted(owner: Value, { items, fields }: CallArgs): Value | null {
  let next = 0
  const parts = partsOf(owner) ?? []
  return text(
    parts.flatMap((part) => {
      if (typeof part !== 'string') return [part]
      return formatPieces(part).flatMap((piece): (string | Hole)[] => {
        if (!piece.isField) return [piece.text]
        const [name = ''] = piece.text.split(/[.[:!]/)
        const index = name === '' ? next++ : Number(name)
        const value = Number.isInteger(index) ? items[index] : fields.get(name)
        return (value && partsOf(value)) ?? [hole(name === '' ? 'value' : name, 0, [])]
      })
    }),
  )
}

function formatPieces(format: string): { isField: boolean; text: string }[] {
  const pieces: { isField: boolean; text: string }[] = []
  let literal = ''
  let at = 0
  while (at < format.length) {
    const two = format.slice(at, at + 2)
    const end = format.indexOf('}', at)
    if (two === '{{' || two === '}}') {
      literal += two[0]
      at += 2
    } else if (two[0] === '{' && end > 0) {
      pieces.push({ isField: false, text: literal }, { isField: true, text: format.slice(at + 1, end) })
      literal = ''
      at = end + 1
    } else {
      const brace = format.slice(at + 1).search(/[{}]/)
      const until = brace < 0 ? format.length : at + 1 + brace
      literal += format.slice(at, until)
      at = until
    }
  }
  return [...pieces, { isField: false, text: literal }]
}

/** `'%s' % value`, for the forms that put a value in as it is. */
function percentFormatted(owner: Value, items: readonly Value[]): Value | null {
  const format = stringOf(owner)
  if (format === null) return null
  const pieces = format.replaceAll('%%', '\uFDD0').split(/%[sd]/)
  if (pieces.length !== items.length + 1) return null
  return text(
    pieces.flatMap((piece, index): (string | Hole)[] => {
      const item = items[index - 1]
      const put = index > 0 && item ? (partsOf(item) ?? []) : []
      return [...put, piece.replaceAll('\uFDD0', '%')]
    }),
  )
}

function listMethod(
  owner: Value & { kind: 'list' },
  name: string,
  args: CallArgs,
  program: Program,
  at: number,
): Value | null {
  const [first] = args.items
  const { items } = owner
  switch (name) {
    case 'append':
    case 'push':
      items.push(...args.items)
      return plain(null)
    case 'extend':
      if (first) items.push(...(first.kind === 'list' ? first.items : [first]))
      return plain(null)
    case 'insert':
    case 'unshift':
      items.splice(
        name === 'insert' && first?.kind === 'plain' ? Number(first.value) : 0,
        0,
        ...args.items.slice(name === 'insert' ? 1 : 0),
      )
      return plain(null)
    case 'pop':
    case 'shift':
      return (name === 'pop' ? items.pop() : items.shift()) ?? null
    case 'copy':
    case 'slice':
      return args.items.length === 0 ? list([...items]) : null
    case 'concat':
      return list([...items, ...args.items.flatMap((item) => (item.kind === 'list' ? item.items : [item]))])
    case 'join':
      return joined(items, first ?? plain(','))
    case 'map':
    case 'flatMap':
    case 'forEach': {
      const made = first
        ? items.map((item, index) => program.call(first, { items: [item, plain(index)], fields: new Map() }, at))
        : []
      return list(name === 'flatMap' ? made.flatMap((item) => (item.kind === 'list' ? item.items : [item])) : made)
    }
    default:
      return null
  }
}

function objectMethod(owner: Value & { kind: 'object' }, name: string, args: CallArgs, at: number): Value | null {
  const [first, second] = args.items
  const own = owner.fields.get(name)
  if (own) return null
  switch (name) {
    case 'get':
      return owner.fields.get(stringOf(first) ?? '') ?? second ?? hole(stringOf(first) ?? 'value', at)
    case 'update':
      for (const [key, value] of [...(first?.kind === 'object' ? first.fields : []), ...args.fields])
        owner.fields.set(key, value)
      return plain(null)
    case 'copy':
      return object(new Map(owner.fields))
    case 'setdefault': {
      const key = stringOf(first) ?? ''
      const value = owner.fields.get(key) ?? second ?? plain(null)
      owner.fields.set(key, value)
      return value
    }
    default:
      return null
  }
}
