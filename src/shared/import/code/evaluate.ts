import { assign, assignEach } from './assign.ts'
import type { Argument, Expression, Field } from './code.ts'
import { knownCall, knownMethod } from './known-calls.ts'
import { memberOf, valueOfName } from './member.ts'
import { combine, isThere, summed, unaryResult } from './operators.ts'
import { countStep, makeFunction, noArgs, type Program } from './program.ts'
import {
  type CallArgs,
  hole,
  list,
  object,
  type Places,
  partsOf,
  plain,
  type Scope,
  text,
  truthOf,
  unknownField,
  type Value,
} from './value.ts'

type Of<Kind extends Expression['kind']> = Expression & { kind: Kind }

/** Says what an expression is, as far as it can be known. */
export function evaluate(expression: Expression, scope: Scope, program: Program): Value {
  countStep(program)
  const { at } = expression
  switch (expression.kind) {
    case 'plain':
      return plain(expression.value)
    case 'text':
      return written(expression, scope, program)
    case 'name':
      return valueOfName(expression.name, at, scope)
    case 'list':
      return list(expression.items.flatMap(({ spread, value }) => spreadItems(evaluate(value, scope, program), spread)))
    case 'object':
      return objectOf(expression.fields, scope, program)
    case 'member':
      return memberOf(evaluate(expression.object, scope, program), expression.name, at, program)
    case 'index':
      return indexed(expression, scope, program)
    case 'call':
      return called(expression, scope, program)
    case 'binary':
      return binary(expression, scope, program)
    case 'sum': {
      const values = expression.terms.map((term) => evaluate(term, scope, program))
      return summed(values, at, program)
    }
    case 'unary':
      return unaryResult(expression.operator, evaluate(expression.operand, scope, program), at, program.isPython)
    case 'choice': {
      const truth = truthOf(evaluate(expression.test, scope, program), program.isPython)
      return evaluate(truth === false ? expression.second : expression.first, scope, program)
    }
    case 'function':
      return makeFunction(expression.code, scope, program)
    case 'assign':
      return assigned(expression, scope, program)
    case 'each':
      return mapped(expression, scope, program)
    case 'other':
      for (const inner of expression.inner) evaluate(inner, scope, program)
      return hole('value', at, [])
  }
}

function written({ parts, tag, at }: Of<'text'>, scope: Scope, program: Program): Value {
  const values = parts.map((part) => (typeof part === 'string' ? plain(part) : evaluate(part, scope, program)))
  const joined = text(values.flatMap((value) => partsOf(value) ?? [hole('value', at)]))
  if (tag === undefined || tag === 'String.raw') return joined
  return knownCall([tag], { items: [joined], fields: new Map() }, at, program.isPython) ?? joined
}

function objectOf(fields: Field[], scope: Scope, program: Program): Value {
  const made = object()
  for (const { name, value } of fields) {
    const known = evaluate(value, scope, program)
    if (name === null) {
      takeFields(known, made.fields)
      continue
    }
    const key = evaluate(name, scope, program)
    if (key.kind === 'plain') made.fields.set(String(key.value), known)
    else made.fields.set(unknownField(`[${key.kind === 'hole' ? key.name : '…'}]`), hole('value', value.at))
  }
  return made
}

/** Spreads an object into the fields of another. */
function takeFields(from: Value, fields: Map<string, Value>): void {
  if (from.kind === 'object') for (const [key, field] of from.fields) fields.set(key, field)
  else if (from.kind === 'hole') fields.set(unknownField(`...${from.name}`), from)
}

function spreadItems(value: Value, isSpread: boolean): Value[] {
  return isSpread && value.kind === 'list' ? value.items : [value]
}

function indexed({ object: owner, index, at }: Of<'index'>, scope: Scope, program: Program): Value {
  const value = evaluate(owner, scope, program)
  const place = index ? evaluate(index, scope, program) : null
  if (place?.kind !== 'plain')
    return value.kind === 'hole' ? { ...value, path: [...value.path, '[]'] } : hole('item', at)
  if (value.kind !== 'list') return memberOf(value, String(place.value), at, program)
  return value.items.at(Number(place.value)) ?? hole('item', at)
}

function called({ callee, args, at }: Of<'call'>, scope: Scope, program: Program): Value {
  if (callee.kind !== 'member') {
    const target = evaluate(callee, scope, program)
    return finish(target, argumentsOf(args, scope, program), at, program)
  }
  const owner = evaluate(callee.object, scope, program)
  const given = argumentsOf(args, scope, program)
  const known = owner.kind === 'hole' ? null : knownMethod(owner, callee.name, given, program, at)
  if (known) return known
  // A method of something known that is not known itself: text stays text.
  if (owner.kind === 'text' || owner.kind === 'list') return hole(callee.name, at, [])
  return finish(memberOf(owner, callee.name, at, program), given, at, program)
}

function finish(callee: Value, args: CallArgs, at: number, program: Program): Value {
  if (callee.kind !== 'hole') return program.call(callee, args, at)
  const known = knownCall(callee.path, args, at, program.isPython)
  if (known) return known
  // Handed to somebody unknown, a function is called some time.
  for (const value of [...args.items, ...args.fields.values()]) {
    if (value.kind === 'function') program.call(value, noArgs(), at)
  }
  return program.call(callee, args, at)
}

function argumentsOf(args: Argument[], scope: Scope, program: Program): CallArgs {
  const places: Places = new Map()
  const given = { ...noArgs(), places }
  for (const { name, spread, value } of args) {
    const known = evaluate(value, scope, program)
    if (name !== null) {
      given.fields.set(name, known)
      places.set(name, value.at)
    } else if (spread === 'fields') takeFields(known, given.fields)
    else {
      noteFields(value, places)
      given.items.push(...spreadItems(known, spread === 'items'))
    }
  }
  return given
}

/** Where the fields are written that an object among the arguments has. */
function noteFields(argument: Expression, places: Places): void {
  if (argument.kind !== 'object') return
  for (const { name, value } of argument.fields) {
    if (name?.kind === 'plain') places.set(String(name.value), value.at)
  }
}

function binary({ operator, left, right, at }: Of<'binary'>, scope: Scope, program: Program): Value {
  const { isPython } = program
  const first = evaluate(left, scope, program)
  if (operator === '||' || operator === 'or' || operator === '??') {
    const truth = operator === '??' ? isThere(first) : truthOf(first, isPython)
    if (truth === true) return first
    const second = evaluate(right, scope, program)
    // Of two that are not known the first says more; a known one is what goes where the first is missing.
    return truth === false || second.kind !== 'hole' ? second : first
  }
  if (operator === '&&' || operator === 'and') {
    return truthOf(first, isPython) === false ? first : evaluate(right, scope, program)
  }
  return combine({ operator, left: first, right: evaluate(right, scope, program), at }, program)
}

function assigned({ target, operator, value: source }: Of<'assign'>, scope: Scope, program: Program): Value {
  const value = evaluate(source, scope, program)
  assign({ target, operator: operator === ':=' ? '=' : operator, value, at: 0 }, scope, program)
  return value
}

function mapped({ source, target, item }: Of<'each'>, scope: Scope, program: Program): Value {
  const from = evaluate(source, scope, program)
  const inner: Scope = { names: new Map(), outer: scope }
  const items: Value[] = []
  assignEach(from, target, inner, program, () => items.push(evaluate(item, inner, program)))
  return list(items)
}
