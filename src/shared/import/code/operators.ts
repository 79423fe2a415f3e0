// What operators make of values that are known, or known in part.
import { knownMethod } from './known-calls.ts'
import { piped } from './langchain-call.ts'
import type { Program } from './program.ts'
import { hole, list, object, partsOf, plain, text, truthOf, type Value } from './value.ts'

/** Longest text that repeating another one may make. */
const longestRepeat = 1_000_000

export type Operation = { operator: string; left: Value; right: Value; at: number }

/** What an operator with two sides gives, both of which are looked at. */
export function combine({ operator, left, right, at }: Operation, program: Program): Value {
  if (operator === '??' || operator === '||') return left.kind === 'plain' && left.value === null ? right : left
  if (operator === '+') return added(left, right, at)
  if (operator === '|' && left.kind === 'object' && right.kind === 'object') {
    return object(new Map([...left.fields, ...right.fields]))
  }
  if (operator === '|') return piped(left, right) ?? hole('value', at, [])
  if (operator === '%' && program.isPython) {
    const items = right.kind === 'list' ? right.items : [right]
    return knownMethod(left, '%', { items, fields: new Map() }, program, at) ?? hole('value', at, [])
  }
  if (left.kind !== 'plain' || right.kind !== 'plain') return hole('value', at, [])
  if (operator === '*' && typeof left.value === 'string') return repeated(left.value, right.value, at)
  if (['==', '===', 'is'].includes(operator)) return plain(left.value === right.value)
  if (['!=', '!==', 'is not'].includes(operator)) return plain(left.value !== right.value)
  if (typeof left.value !== 'number' || typeof right.value !== 'number') return hole('value', at, [])
  const result = arithmetic(operator, left.value, right.value)
  return result !== null && Number.isFinite(result) ? plain(result) : hole('value', at, [])
}

/** `a + b + c`, however long. */
export function summed(values: readonly Value[], at: number, program: Program): Value {
  const parts = values.map((value) =>
    value.kind === 'plain' && typeof value.value !== 'string' ? null : partsOf(value),
  )
  // A long text at once: part by part it would be copied each time.
  if (parts.every((part) => part !== null)) return text(parts.flatMap((part) => part ?? []))
  const [first, ...others] = values
  return others.reduce((left, right) => combine({ operator: '+', left, right, at }, program), first ?? plain(''))
}

/** What an operator in front of a value gives. */
export function unaryResult(operator: string, value: Value, at: number, isPython: boolean): Value {
  if (operator === '!' || operator === 'not') {
    const truth = truthOf(value, isPython)
    return truth === null ? hole('value', at, []) : plain(!truth)
  }
  if (!isNumber(value)) return operator === 'typeof' ? hole('value', at, []) : { ...value }
  return plain(operator === '-' ? -Number(value.value) : Number(value.value))
}

/** Whether there is something at all; `null` where that is not known. */
export function isThere(value: Value): boolean | null {
  if (value.kind === 'hole') return null
  return !(value.kind === 'plain' && value.value === null)
}

const isNumber = (value: Value): value is Value & { kind: 'plain' } =>
  value.kind === 'plain' && typeof value.value === 'number'

function added(left: Value, right: Value, at: number): Value {
  if (left.kind === 'list') return list([...left.items, ...(right.kind === 'list' ? right.items : [right])])
  if (right.kind === 'list') return list([left, ...right.items])
  if (isNumber(left) && isNumber(right)) return plain(Number(left.value) + Number(right.value))
  const [first, second] = [partsOf(left), partsOf(right)]
  return first && second ? text([...first, ...second]) : hole('value', at, [])
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
