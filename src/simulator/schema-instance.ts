// Writes a valid instance of a JSON Schema: what a tool's input and a structured output are made of.
import { matchOf } from './pattern-instance.ts'
import type { Random } from './random.ts'
import { omit, type Schema } from './request.ts'

/** `left`: how many values may still be written; a schema that contains itself without end must not hang the server. */
type Maker = { root: Schema; random: Random; hint: string; left: number }

const FEW_ITEMS_FROM_DEPTH = 4
const MAX_DEPTH = 40
const MAX_VALUES = 5000
const LONGEST_TEXT = 20_000

/**
 * A value that the schema accepts. Understands type, enum, const, properties, required, items, prefixItems, anyOf, oneOf,
 * allOf, $ref into the schema, formats, lengths, bounds, multipleOf and everyday patterns.
 * @param hint Words to draw strings from: the user's own.
 */
export function instanceOf(schema: Schema, random: Random, hint = ''): unknown {
  return make({ root: schema, random, hint, left: MAX_VALUES }, schema, '', 0)
}

function make(maker: Maker, given: Schema | boolean | undefined, name: string, depth: number): unknown {
  maker.left -= 1
  if (maker.left < 0 || depth > MAX_DEPTH) return null
  // Anything may stand where a schema should.
  if (typeof given !== 'object' || given === null) return sentence(maker, name)
  const schema = resolve(maker.root, given)
  if ('const' in schema) return schema.const
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return maker.random.pick(schema.enum)
  if ('default' in schema) return schema.default
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0]
  const branches = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (branches?.length)
    return make(maker, merge(omit(schema, 'anyOf', 'oneOf'), choose(maker, branches, depth)), name, depth + 1)
  switch (typeOf(schema)) {
    case 'object':
      return objectOf(maker, schema, depth)
    case 'array':
      return arrayOf(maker, schema, name, depth)
    case 'integer':
      return numberOf(maker, schema, 1)
    case 'number':
      return numberOf(maker, schema, 0.5)
    case 'boolean':
      return maker.random.next() < 0.5
    case 'null':
      return null
    default:
      return stringOf(maker, schema, name)
  }
}

/** Follows `$ref` (JSON pointers into the same schema) and folds `allOf` in. */
function resolve(root: Schema, schema: Schema): Schema {
  let resolved = schema
  for (let hops = 0; typeof resolved.$ref === 'string' && hops < 20; hops += 1) {
    const { $ref, ...rest } = resolved
    resolved = merge(rest, follow(root, $ref as string))
  }
  if (!Array.isArray(resolved.allOf)) return resolved
  const { allOf, ...rest } = resolved
  return (allOf as Schema[]).map((part) => resolve(root, part)).reduce(merge, rest)
}

function follow(root: Schema, pointer: string): Schema {
  const keys = pointer.replace(/^#\/?/, '').split('/').filter(Boolean)
  const found = keys.reduce<unknown>((at, key) => {
    const name = decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')
    return (at as Schema | undefined)?.[name]
  }, root)
  return (found as Schema | undefined) ?? {}
}

function merge(one: Schema, other: Schema): Schema {
  const required = [...new Set([...((one.required as string[]) ?? []), ...((other.required as string[]) ?? [])])]
  const properties = { ...(one.properties as object), ...(other.properties as object) }
  return {
    ...one,
    ...other,
    ...(required.length > 0 ? { required } : {}),
    ...(Object.keys(properties).length > 0 ? { properties } : {}),
  }
}

/** Deep down the branch without a reference ends a recursion. */
function choose(maker: Maker, branches: Schema[], depth: number): Schema {
  const plain = branches.filter((branch) => !JSON.stringify(branch).includes('$ref'))
  return depth > 2 && plain.length > 0 ? maker.random.pick(plain) : maker.random.pick(branches)
}

function typeOf(schema: Schema): string {
  if (typeof schema.type === 'string') return schema.type
  if (Array.isArray(schema.type)) return String(schema.type.find((type) => type !== 'null') ?? 'null')
  if (schema.properties || schema.required) return 'object'
  if (schema.items || schema.prefixItems) return 'array'
  if (schema.minimum !== undefined || schema.maximum !== undefined) return 'number'
  return 'string'
}

function objectOf(maker: Maker, schema: Schema, depth: number): Record<string, unknown> {
  const properties = Object(schema.properties ?? {}) as Record<string, Schema>
  const listed: unknown[] = Array.isArray(schema.required) ? schema.required : []
  const required = listed.filter((name) => typeof name === 'string')
  const isShallow = depth < 3
  const names = [
    ...new Set([...Object.keys(properties).filter((key) => isShallow || required.includes(key)), ...required]),
  ]
  const fields = names.map((key) => [key, make(maker, properties[key], key, depth + 1)])
  return Object.fromEntries(fields) as Record<string, unknown>
}

function arrayOf(maker: Maker, schema: Schema, name: string, depth: number): unknown[] {
  const first = ((schema.prefixItems ?? []) as Schema[]).map((item) => make(maker, item, name, depth + 1))
  const least = Number(schema.minItems ?? 0)
  const most = Number(schema.maxItems ?? Number.POSITIVE_INFINITY)
  const wanted = depth >= FEW_ITEMS_FROM_DEPTH ? least : Math.max(least, 2)
  const items = [...first]
  for (let tries = 0; items.length < Math.min(wanted, most) && tries < 50; tries += 1) {
    const item = make(maker, schema.items as Schema, name.replace(/s$/, ''), depth + 1)
    const isRepeated = items.some((other) => JSON.stringify(other) === JSON.stringify(item))
    if (!schema.uniqueItems || !isRepeated) items.push(item)
    else if (typeof item === 'string' && !(schema.items as Schema).enum) items.push(`${item} ${items.length + 1}`)
  }
  return items.slice(0, most)
}

function numberOf({ random }: Maker, schema: Schema, step: number): number {
  const unit = Number(schema.multipleOf ?? step)
  const low = bound(schema.minimum, schema.exclusiveMinimum, unit)
  const high = bound(schema.maximum, schema.exclusiveMaximum, -unit)
  const first = Math.ceil((low ?? Math.min(1, (high ?? 1) - 10 * unit)) / unit)
  const last = Math.floor((high ?? first * unit + 20 * unit) / unit)
  if (last < first) return low ?? high ?? 0
  return Number((random.between(first, Math.min(last, first + 20)) * unit).toFixed(10))
}

const bound = (inclusive: unknown, exclusive: unknown, step: number): number | null => {
  if (typeof exclusive === 'number') return exclusive + step / (Math.abs(step) < 1 ? 100 : 1)
  return typeof inclusive === 'number' ? inclusive : null
}

const FORMATS: Record<string, string> = {
  'date-time': '2026-11-22T09:30:00Z',
  date: '2026-11-22',
  time: '09:30:00Z',
  duration: 'P3D',
  email: 'ada@example.com',
  hostname: 'example.com',
  uri: 'https://example.com/simulated',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uuid: '3f0c2b7e-5d7a-4c1e-9b3a-6a2f1d0e8c47',
}

function stringOf(maker: Maker, schema: Schema, name: string): string {
  const format = FORMATS[String(schema.format)]
  if (format) return format
  const match = typeof schema.pattern === 'string' ? matchOf(schema.pattern, maker.random) : null
  if (match !== null) return match
  const least = Math.min(Number(schema.minLength ?? 0), LONGEST_TEXT)
  const most = Number(schema.maxLength ?? Number.POSITIVE_INFINITY)
  const text = sentence(maker, name)
  return text.padEnd(least, ' and more').slice(0, Math.max(least, Math.min(most, text.length)))
}

/** A few words for a field: a proper noun of the user's for a place or a name, else what the field is called. */
function sentence({ hint, random }: Maker, name: string): string {
  const nouns = hint.match(/(?<=\s)[A-Z][\p{L}]+/gu) ?? []
  if (/city|location|place|country|name|subject/i.test(name) && nouns.length > 0) return random.pick(nouns)
  if (/city|location|place/i.test(name)) return random.pick(['Paris', 'Lisbon', 'Zürich'])
  if (/query|question|text|prompt|message|input/i.test(name) && hint) return hint.slice(0, 80).trim()
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .trim()
    .toLowerCase()
  return `${random.pick(['A simulated', 'An example', 'A made-up'])} ${words || 'value'}`
}
