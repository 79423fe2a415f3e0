import type { Argument, Expression, Field } from './code.ts'
import { knownCall, knownMethod } from './known-calls.ts'
import type { Runner } from './run-code.ts'
import {
  type CallArgs,
  fileName,
  type Hole,
  hole,
  list,
  lookUp,
  object,
  partsOf,
  plain,
  type Scope,
  text,
  truthOf,
  unknownField,
  type Value,
} from './value.ts'

/** Longest text that repeating another one may make. */
const longestRepeat = 1_000_000

export type Evaluator = {
  (expression: Expression, scope: Scope): Value
  member: (value: Value, name: string, at: number) => Value
  combine: (operator: string, left: Value, right: Value, at: number) => Value
  /** What a call on something unknown gives. */
  resultOf: (callee: Hole, args: CallArgs, at: number) => Value
  /** Any item of a list that is not known. */
  itemOf: (source: Value) => Value
}

/** Says what expressions are, as far as it can be known. */
export function createEvaluator(runner: Runner): Evaluator {
  const { isPython } = runner

  function evaluate(expression: Expression, scope: Scope): Value {
    runner.step()
    const { at } = expression
    switch (expression.kind) {
      case 'plain':
        return plain(expression.value)
      case 'text':
        return written(expression, scope)
      case 'name':
        return named(expression.name, at, scope)
      case 'list':
        return list(expression.items.flatMap(({ spread, value }) => spreadItems(evaluate(value, scope), spread)))
      case 'object':
        return objectOf(expression.fields, scope)
      case 'member':
        return member(evaluate(expression.object, scope), expression.name, at)
      case 'index':
        return indexed(expression, scope)
      case 'call':
        return called(expression, scope)
      case 'binary':
        return binary(expression, scope)
      case 'sum':
        return sum(expression, scope)
      case 'unary':
        return unary(expression.operator, evaluate(expression.operand, scope), at)
      case 'choice': {
        const truth = truthOf(evaluate(expression.test, scope), isPython)
        return evaluate(truth === false ? expression.second : expression.first, scope)
      }
      case 'function':
        return runner.define(expression.code, scope)
      case 'assign': {
        const value = evaluate(expression.value, scope)
        runner.assign(expression.target, expression.operator === ':=' ? '=' : expression.operator, value, scope)
        return value
      }
      case 'each':
        return mapped(expression, scope)
      case 'other':
        for (const inner of expression.inner) evaluate(inner, scope)
        return hole('value', at, [])
    }
  }

  function named(name: string, at: number, scope: Scope): Value {
    if (nothings.has(name)) return hole('undefined', at, [])
    const constant = constants.get(name)
    if (constant !== undefined) return plain(constant)
    return lookUp(scope, name) ?? hole(name, at)
  }

  function written({ parts, tag, at }: Expression & { kind: 'text' }, scope: Scope): Value {
    const values = parts.map((part) => (typeof part === 'string' ? plain(part) : evaluate(part, scope)))
    const joined = text(values.flatMap((value) => partsOf(value) ?? [hole('value', at)]))
    if (tag === undefined || tag === 'String.raw') return joined
    return knownCall([tag], { items: [joined], fields: new Map() }, at, isPython) ?? joined
  }

  function objectOf(fields: Field[], scope: Scope): Value {
    const made = object()
    for (const { name, value } of fields) {
      const known = evaluate(value, scope)
      if (name === null) {
        if (known.kind === 'object') for (const [key, field] of known.fields) made.fields.set(key, field)
        else if (known.kind === 'hole') made.fields.set(unknownField(`...${known.name}`), known)
        continue
      }
      const key = evaluate(name, scope)
      if (key.kind === 'plain') made.fields.set(String(key.value), known)
      else made.fields.set(unknownField(`[${key.kind === 'hole' ? key.name : '…'}]`), hole('value', value.at))
    }
    return made
  }

  function member(value: Value, name: string, at: number): Value {
    if (value.kind === 'object') {
      const field = value.fields.get(name) ?? hole(name, at)
      const isGetter = field.kind === 'function' && field.code.isGetter === true
      return isGetter ? runner.call(field, { items: [], fields: new Map() }, at) : field
    }
    if (value.kind === 'hole' && (constants.has(name) || nothings.has(name)))
      return named(name, at, { names: new Map(), outer: null })
    if (value.kind === 'list' && name === 'length') return plain(value.items.length)
    // A client that is `None` until it is made has its methods all the same.
    if (value.kind !== 'hole') return hole(name, at, value.kind === 'plain' && value.value === null ? [name] : [])
    const isEnvironment = value.path.at(-1) === 'environ' || value.path.at(-1) === 'env'
    const isNumber = /^\d+$/.test(name)
    const called = isEnvironment || value.path.length === 0 ? name : isNumber ? value.name : `${value.name}.${name}`
    return { ...value, name: called, at, path: [...value.path, name] }
  }

  function indexed({ object: owner, index, at }: Expression & { kind: 'index' }, scope: Scope): Value {
    const value = evaluate(owner, scope)
    const place = index ? evaluate(index, scope) : null
    if (place?.kind !== 'plain')
      return value.kind === 'hole' ? { ...value, path: [...value.path, '[]'] } : hole('item', at)
    if (value.kind !== 'list') return member(value, String(place.value), at)
    return value.items.at(Number(place.value)) ?? hole('item', at)
  }

  function called({ callee, args, at }: Expression & { kind: 'call' }, scope: Scope): Value {
    if (callee.kind === 'member') {
      const owner = evaluate(callee.object, scope)
      const given = argumentsOf(args, scope)
      const known = owner.kind === 'hole' ? null : knownMethod(owner, callee.name, given, runner, at)
      if (known) return known
      // A method of something known that is not known itself: text stays text.
      if (owner.kind === 'text' || owner.kind === 'list') return hole(callee.name, at, [])
      return finish(member(owner, callee.name, at), given, at)
    }
    const target = evaluate(callee, scope)
    return finish(target, argumentsOf(args, scope), at)
  }

  function finish(callee: Value, args: CallArgs, at: number): Value {
    const known = callee.kind === 'hole' ? knownCall(callee.path, args, at, isPython) : null
    if (known) return known
    if (callee.kind === 'hole') {
      // Handed to somebody unknown, a function is called some time.
      for (const value of [...args.items, ...args.fields.values()]) {
        if (value.kind === 'function') runner.call(value, { items: [], fields: new Map() }, at)
      }
    }
    return runner.call(callee, args, at)
  }

  function argumentsOf(args: Argument[], scope: Scope): CallArgs {
    const given: CallArgs = { items: [], fields: new Map() }
    for (const { name, spread, value } of args) {
      const known = evaluate(value, scope)
      if (name !== null) given.fields.set(name, known)
      else if (spread === 'fields') {
        if (known.kind === 'object') for (const [key, field] of known.fields) given.fields.set(key, field)
        else if (known.kind === 'hole') given.fields.set(unknownField(`...${known.name}`), known)
      } else given.items.push(...spreadItems(known, spread === 'items'))
    }
    return given
  }

  function spreadItems(value: Value, isSpread: boolean): Value[] {
    return isSpread && value.kind === 'list' ? value.items : [value]
  }

  function binary({ operator, left, right, at }: Expression & { kind: 'binary' }, scope: Scope): Value {
    const first = evaluate(left, scope)
    if (operator === '||' || operator === 'or' || operator === '??') {
      const truth = operator === '??' ? isThere(first) : truthOf(first, isPython)
      if (truth === true) return first
      const second = evaluate(right, scope)
      // Of two that are not known the first says more; a known one is what goes where the first is missing.
      return truth === false || second.kind !== 'hole' ? second : first
    }
    if (operator === '&&' || operator === 'and') {
      const truth = truthOf(first, isPython)
      return truth === false ? first : evaluate(right, scope)
    }
    return combine(operator, first, evaluate(right, scope), at)
  }

  function sum({ terms, at }: Expression & { kind: 'sum' }, scope: Scope): Value {
    const values = terms.map((term) => evaluate(term, scope))
    const parts = values.map((value) =>
      value.kind === 'plain' && typeof value.value !== 'string' ? null : partsOf(value),
    )
    // A long text at once: part by part it would be copied each time.
    if (parts.every((part) => part !== null)) return text(parts.flatMap((part) => part ?? []))
    const [first, ...others] = values
    return others.reduce((left, right) => combine('+', left, right, at), first ?? plain(''))
  }

  function combine(operator: string, left: Value, right: Value, at: number): Value {
    if (operator === '??' || operator === '||') return left.kind === 'plain' && left.value === null ? right : left
    if (operator === '+') return added(left, right, at)
    if (operator === '|' && left.kind === 'object' && right.kind === 'object') {
      return object(new Map([...left.fields, ...right.fields]))
    }
    if (operator === '%' && isPython) {
      const items = right.kind === 'list' ? right.items : [right]
      return knownMethod(left, '%', { items, fields: new Map() }, runner, at) ?? hole('value', at, [])
    }
    if (left.kind !== 'plain' || right.kind !== 'plain') return hole('value', at, [])
    if (operator === '*' && typeof left.value === 'string') return repeated(left.value, right.value, at)
    if (['==', '===', 'is'].includes(operator)) return plain(left.value === right.value)
    if (['!=', '!==', 'is not'].includes(operator)) return plain(left.value !== right.value)
    if (typeof left.value !== 'number' || typeof right.value !== 'number') return hole('value', at, [])
    const result = arithmetic(operator, left.value, right.value)
    return result !== null && Number.isFinite(result) ? plain(result) : hole('value', at, [])
  }

  function added(left: Value, right: Value, at: number): Value {
    if (left.kind === 'list') return list([...left.items, ...spreadItems(right, true)])
    if (right.kind === 'list') return list([left, ...right.items])
    const isNumbers = isNumber(left) && isNumber(right)
    if (isNumbers) return plain(Number(left.value) + Number(right.value))
    const [first, second] = [partsOf(left), partsOf(right)]
    return first && second ? text([...first, ...second]) : hole('value', at, [])
  }

  function unary(operator: string, value: Value, at: number): Value {
    if (operator === '!' || operator === 'not') {
      const truth = truthOf(value, isPython)
      return truth === null ? hole('value', at, []) : plain(!truth)
    }
    if (!isNumber(value)) return operator === 'typeof' ? hole('value', at, []) : { ...value }
    return plain(operator === '-' ? -Number(value.value) : Number(value.value))
  }

  function mapped({ source, target, item }: Expression & { kind: 'each' }, scope: Scope): Value {
    const from = evaluate(source, scope)
    const inner: Scope = { names: new Map(), outer: scope }
    const items: Value[] = []
    runner.each(from, target, inner, (round) => items.push(evaluate(item, round)))
    return list(items)
  }

  function itemOf(source: Value): Value {
    if (source.kind !== 'hole') return hole('item', 0)
    return { ...source, path: [...source.path, '[]'] }
  }

  function resultOf(callee: Hole, args: CallArgs, at: number): Value {
    const last = callee.path.at(-1) ?? 'value'
    const isOption = last === 'with_options' || last === 'withOptions'
    const [only] = args.items
    if (args.items.length === 1 && only?.kind === 'hole' && passing.has(last)) return only
    // `user.name.strip()` is still called `user.name`; a constructor keeps what it was given.
    const name = callee.name.endsWith(`.${last}`) ? callee.name.slice(0, -last.length - 1) : callee.name
    const file = callee.file ?? fileAmong(args)
    const made: Hole = {
      kind: 'hole',
      name,
      at,
      path: [...callee.path, '()'],
      args: isOption && callee.args ? callee.args : args,
    }
    return file === undefined ? made : { ...made, name: fileName(file), file }
  }

  return Object.assign(evaluate, { member, combine, resultOf, itemOf })
}

/** Names that stand for a field which is not sent. */
const nothings = new Set(['undefined', 'NOT_GIVEN', 'NotGiven', 'omit', 'Omit'])
/** Constants of the first SDKs. */
const constants = new Map([
  ['HUMAN_PROMPT', '\n\nHuman:'],
  ['AI_PROMPT', '\n\nAssistant:'],
])

/** Functions through which a text passes without becoming another one. */
const passing = new Set([
  'str',
  'String',
  'repr',
  'int',
  'float',
  'Number',
  'len',
  'list',
  'await',
  'run',
  'escape',
  'cast',
])

/** The contents of a file keep its name: `base64.b64encode(open('a.png').read())`. */
function fileAmong({ items }: CallArgs): string | undefined {
  const [first] = items
  return first?.kind === 'hole' ? first.file : undefined
}

const isNumber = (value: Value): value is Value & { kind: 'plain' } =>
  value.kind === 'plain' && typeof value.value === 'number'

function isThere(value: Value): boolean | null {
  return value.kind === 'hole' || value.kind === 'text'
    ? value.kind === 'text'
      ? true
      : null
    : !(value.kind === 'plain' && value.value === null)
}

function repeated(unit: string, count: unknown, at: number): Value {
  const times = typeof count === 'number' ? Math.max(0, Math.floor(count)) : Number.NaN
  return unit.length * times <= longestRepeat ? plain(unit.repeat(times)) : hole('value', at, [])
}

function arithmetic(operator: string, left: number, right: number): number | null {
  switch (operator) {
    case '-':
      return left - right
    case '*':
      return left * right
    case '/':
      return left / right
    case '//':
      return Math.floor(left / right)
    case '%':
      return left % right
    case '**':
      return left ** right
    default:
      return null
  }
}
