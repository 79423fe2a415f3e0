// Names of a pasted program, and what belongs to something.
import { noArgs, type Program } from './program.ts'
import { hole, lookUp, plain, type Scope, type Value } from './value.ts'

/** Names that stand for a field which is not sent. */
const nothings = new Set(['undefined', 'NOT_GIVEN', 'NotGiven', 'omit', 'Omit'])
/** Constants of the first SDKs. */
const constants = new Map([
  ['HUMAN_PROMPT', '\n\nHuman:'],
  ['AI_PROMPT', '\n\nAssistant:'],
])

export function valueOfName(name: string, at: number, scope: Scope): Value {
  return wellKnown(name, at) ?? lookUp(scope, name) ?? hole(name, at)
}

function wellKnown(name: string, at: number): Value | null {
  if (nothings.has(name)) return hole('undefined', at, [])
  const constant = constants.get(name)
  return constant === undefined ? null : plain(constant)
}

/** `owner.name`, or `owner['name']`. */
export function memberOf(owner: Value, name: string, at: number, program: Program): Value {
  if (owner.kind === 'object') {
    const field = owner.fields.get(name) ?? hole(name, at)
    const isGetter = field.kind === 'function' && field.code.isGetter === true
    return isGetter ? program.call(field, noArgs(), at) : field
  }
  const known = owner.kind === 'hole' ? wellKnown(name, at) : null
  if (known) return known
  if (owner.kind === 'list' && name === 'length') return plain(owner.items.length)
  // A client that is `None` until it is made has its methods all the same.
  if (owner.kind !== 'hole') return hole(name, at, owner.kind === 'plain' && owner.value === null ? [name] : [])
  const isEnvironment = owner.path.at(-1) === 'environ' || owner.path.at(-1) === 'env'
  const isNumber = /^\d+$/.test(name)
  const called = isEnvironment || owner.path.length === 0 ? name : isNumber ? owner.name : `${owner.name}.${name}`
  return { ...owner, name: called, at, path: [...owner.path, name] }
}
