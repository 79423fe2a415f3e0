// What makes an object a JSON Schema of draft 2020-12, which is what the API reads: the form of every keyword, no more.

import type { Prompt } from '../prompt/prompt.ts'
import { isObject, type JsonObject, type JsonValue } from '../text/json.ts'
import { safely, withOutputConfig, withTool } from './edits.ts'
import type { Found, Rule } from './finding.ts'
import type { Memory } from './memory.ts'
import { objectOr } from './reading.ts'
import { checkedAt, count, docs, refused, shown, warned } from './rule.ts'
import { lostReferences } from './strict-schema.ts'
import { ownTools } from './tools.ts'

type Form =
  | 'schema'
  | 'schemas'
  | 'named'
  | 'types'
  | 'texts'
  | 'list'
  | 'number'
  | 'above zero'
  | 'count'
  | 'text'
  | 'yes or no'

/** The keywords that hold something of one form only (https://json-schema.org/draft/2020-12/schema). */
const keywords: Partial<Record<string, Form>> = Object.fromEntries(
  Object.entries({
    schema:
      'items contains additionalProperties propertyNames if then else not unevaluatedItems unevaluatedProperties contentSchema',
    schemas: 'prefixItems anyOf oneOf allOf',
    named: 'properties patternProperties dependentSchemas $defs definitions',
    types: 'type',
    texts: 'required',
    list: 'enum examples',
    number: 'minimum maximum exclusiveMinimum exclusiveMaximum',
    'above zero': 'multipleOf',
    count: 'minLength maxLength minItems maxItems minContains maxContains minProperties maxProperties',
    text: '$id $schema $ref $anchor $dynamicRef $dynamicAnchor $comment title description format pattern contentEncoding contentMediaType',
    'yes or no': 'uniqueItems deprecated readOnly writeOnly',
  }).flatMap(([form, names]) => names.split(' ').map((name) => [name, form as Form])),
)

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']

const says: Record<Form, string> = {
  schema: 'must be a schema: an object, true or false',
  schemas: 'must be a list of one or more schemas',
  named: 'must be an object of schemas by name',
  types: `must be ${types.slice(0, -1).join(', ')} or ${types.at(-1)}, or a list of these`,
  texts: 'must be a list of names, each of them once',
  list: 'must be a list',
  number: 'must be a number',
  'above zero': 'must be a number above zero',
  count: 'must be a whole number that is not negative',
  text: 'must be a text',
  'yes or no': 'must be true or false',
}

const isSchema = (value: JsonValue | undefined) => typeof value === 'boolean' || isObject(value)
const isUnique = (list: readonly JsonValue[]) => new Set(list).size === list.length

const has: Record<Form, (value: JsonValue) => boolean> = {
  schema: isSchema,
  schemas: (value) => Array.isArray(value) && value.length > 0,
  named: isObject,
  types: (value) => {
    const listed = Array.isArray(value) ? value : [value]
    return listed.length > 0 && isUnique(listed) && listed.every((type) => types.includes(type as string))
  },
  texts: (value) => Array.isArray(value) && isUnique(value) && value.every((name) => typeof name === 'string'),
  list: Array.isArray,
  number: (value) => typeof value === 'number',
  'above zero': (value) => typeof value === 'number' && value > 0,
  count: (value) => Number.isInteger(value) && (value as number) >= 0,
  text: (value) => typeof value === 'string',
  'yes or no': (value) => typeof value === 'boolean',
}

type Malformed = { at: readonly string[]; says: string }

/** Everything in a schema that has another form than the draft gives it, in the order of the text. */
export function malformedIn(schema: JsonObject, at: readonly string[] = []): Malformed[] {
  return Object.entries(schema).flatMap(([keyword, value]) => {
    const form = Object.hasOwn(keywords, keyword) ? keywords[keyword] : undefined
    if (form === undefined || value === undefined) return []
    const place = [...at, keyword]
    if (!has[form](value)) return [{ at: place, says: says[form] }]
    if (form === 'schema') return isObject(value) ? malformedIn(value, place) : []
    if (form !== 'schemas' && form !== 'named') return []
    return Object.entries(value as object).flatMap(([name, part]: [string, JsonValue | undefined]) => {
      const inner = [...place, name]
      if (part !== undefined && !isSchema(part)) return [{ at: inner, says: says.schema }]
      return isObject(part) ? malformedIn(part, inner) : []
    })
  })
}

/** JSON without what stands at a place. */
function without(value: JsonValue | undefined, [name = '', ...rest]: readonly string[]): JsonValue | undefined {
  const inside = (part: JsonValue | undefined) => without(part, rest)
  if (Array.isArray(value))
    return rest.length === 0
      ? value.filter((_part, at) => String(at) !== name)
      : value.map((part, at) => (String(at) === name ? (inside(part) ?? null) : part))
  if (!isObject(value)) return value
  const { [name]: inner, ...others } = value
  return rest.length === 0 ? others : { ...value, [name]: inside(inner) }
}

/** The last first, for what is taken out of a list moves what stands behind it. */
const withoutAll = (schema: JsonObject, malformed: readonly Malformed[]) =>
  malformed.reduceRight<JsonObject>((left, { at }) => objectOr(without(left, at)), schema)

type Holder = {
  field: string
  whose: string
  schema: JsonObject
  /** Whether the output is guaranteed to match it: then more is refused, which other rules say. */
  isStrict: boolean
  malformed: readonly Malformed[]
  edit: (prompt: Prompt) => Prompt
}

/** The schemas that a request holds, each with the edit that takes out of it what is malformed. */
function holdersOf(prompt: Prompt, memory: Memory): Holder[] {
  const malformedOnce = (schema: JsonObject) => memory.recall('malformed', schema, () => malformedIn(schema))
  const tools = ownTools(prompt).flatMap(({ tool, at }): Holder[] => {
    const { input_schema: schema, strict } = tool
    if (!isObject(schema)) return [] // A matter of shape, and so is its own type.
    const malformed = malformedOnce(schema).filter((one) => one.at.join() !== 'type')
    const edit = (changed: Prompt) =>
      withTool(changed, at, (one) => ({ ...one, input_schema: withoutAll(objectOr(one.input_schema), malformed) }))
    return [{ field: `tools.${at}`, whose: 'this tool', schema, isStrict: strict === true, malformed, edit }]
  })
  const { schema } = formatOf(prompt)
  if (!isObject(schema)) return tools
  const malformed = malformedOnce(schema)
  const edit = (changed: Prompt) => {
    const format = formatOf(changed)
    return withOutputConfig(changed, 'format', { ...format, schema: withoutAll(objectOr(format.schema), malformed) })
  }
  return [{ field: 'format', whose: 'the output format', schema, isStrict: true, malformed, edit }, ...tools]
}

const formatOf = ({ settings: { output_config } }: Prompt) => objectOr(output_config?.format)

/** A schema is one: every keyword has the form that the draft gives it, and references lead somewhere. */
export const schemaFormRule: Rule = {
  id: 'schema-form',
  covers: [],
  checks:
    'The schema of a tool or an output format is a JSON Schema of draft 2020-12, and its references lead somewhere.',
  severities: ['error', 'warning'],
  source: `${docs}agents-and-tools/tool-use/implement-tool-use`,
  checkedAt,
  find: (prompt, { memory }) =>
    holdersOf(prompt, memory).flatMap((holder) => [...malformedFound(holder), ...lostFound(holder, memory)]),
}

function malformedFound({ field, whose, malformed, edit }: Holder): Found[] {
  const [first, ...others] = malformed
  if (first === undefined) return []
  const place = first.at.join('.')
  const more =
    others.length === 0 ? '' : ` So it is at ${count(others.length)} more ${others.length === 1 ? 'place' : 'places'}.`
  const label = others.length === 0 ? `Remove ${first.at.at(-1)}` : 'Remove what is malformed'
  const reason = `In the schema of ${whose}, ${place} ${first.says}.${more}`
  return [refused(field, 'The schema will be refused', reason, [safely(label, edit)])]
}

function lostFound({ field, whose, schema, isStrict }: Holder, memory: Memory): Found[] {
  if (isStrict) return []
  const lost = memory.recall('lost', schema, () => lostReferences(schema)).find(({ isOutside }) => !isOutside)
  if (lost === undefined) return []
  const place = lost.path === '' ? '' : ` at ${lost.path}`
  const reason = `In the schema of ${whose}, the reference ${shown(lost.to)}${place} leads nowhere.`
  return [warned(field, 'The schema may be refused', reason)]
}
