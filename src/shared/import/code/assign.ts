// Gives places of a pasted program their values.
import type { Expression, Target } from './code.ts'
import { memberOf } from './member.ts'
import { combine } from './operators.ts'
import { countStep, type Program } from './program.ts'
import { assignName, hole, lookUp, type Scope, type Value } from './value.ts'

/** How often a loop over a known list is gone through. */
const mostRounds = 50

/** `operator` is `=`, or an operation with what is there already, such as `+=`. */
export type Assignment = { target: Target; operator: string; value: Value; at: number }

export function assign({ target, operator, value, at }: Assignment, scope: Scope, program: Program): void {
  if (target.kind === 'items') {
    target.items.forEach((item, index) => {
      if (item) assign({ target: item, operator: '=', value: itemAt(value, index, at, program), at }, scope, program)
    })
  } else if (target.kind === 'fields') {
    for (const { name, target: inner, default: usual } of target.fields) {
      const known = value.kind === 'object' ? value.fields.get(name) : undefined
      const field = known ?? (usual ? program.evaluate(usual, scope) : memberOf(value, name, at, program))
      assign({ target: inner, operator: '=', value: field, at }, scope, program)
    }
  } else {
    const before = operator === '=' ? null : program.evaluate(target.place, scope)
    const after = before ? combine({ operator: operator.slice(0, -1), left: before, right: value, at }, program) : value
    put(after, target.place, scope, program)
  }
}

/** Goes through the items of a list; of one that is not known, through any. */
export function assignEach(source: Value, target: Target, scope: Scope, program: Program, round: () => void): void {
  const items = source.kind === 'list' ? source.items.slice(0, mostRounds) : [anyItemOf(source)]
  for (const value of items) {
    countStep(program)
    assign({ target, operator: '=', value, at: 0 }, scope, program)
    round()
  }
}

function anyItemOf(source: Value): Value {
  if (source.kind !== 'hole') return hole('item', 0)
  return { ...source, path: [...source.path, '[]'] }
}

function itemAt(value: Value, index: number, at: number, program: Program): Value {
  if (value.kind !== 'list') return memberOf(value, String(index), at, program)
  return value.items[index] ?? hole('item', at)
}

function put(value: Value, place: Expression, scope: Scope, program: Program): void {
  if (place.kind === 'name') {
    putName(value, place, scope, program)
    return
  }
  if (place.kind !== 'member' && place.kind !== 'index') return
  const owner = program.evaluate(place.object, scope)
  const index = place.kind === 'index' && place.index ? program.evaluate(place.index, scope) : null
  const name = place.kind === 'member' ? place.name : index?.kind === 'plain' ? String(index.value) : null
  if (name === null) return
  if (owner.kind === 'object') owner.fields.set(name, value)
  else if (owner.kind === 'list' && Number(name) < owner.items.length) owner.items[Number(name)] = value
}

function putName(
  value: Value,
  { name, at }: { name: string; at: number },
  scope: Scope,
  { isPython, global, places }: Program,
): void {
  if (scope === global) places.set(name, at)
  const isSimple = value.kind === 'hole' && value.path.length > 0
  // What only the running program knows is called what the code calls it.
  const named = isSimple ? { ...value, name } : value
  if (!isPython && lookUp(scope, name)) assignName(scope, name, named)
  else scope.names.set(name, named)
}
