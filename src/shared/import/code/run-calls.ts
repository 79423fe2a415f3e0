// Functions and classes of a pasted program, and what is called.
import { apiCalls } from './api-call.ts'
import { assign } from './assign.ts'
import { resultOf } from './call-result.ts'
import type { FunctionCode, Parameter, Statement, Target } from './code.ts'
import { countStep, makeFunction, noArgs, type Program } from './program.ts'
import {
  type CallArgs,
  type ClassValue,
  type FunctionValue,
  hole,
  list,
  type ObjectValue,
  object,
  type Scope,
  type Value,
} from './value.ts'

const deepestCall = 30
const mostCalls = 500

/** What a call gives; a request is taken as it is called. */
export function call(callee: Value, args: CallArgs, at: number, program: Program): Value {
  countStep(program)
  if (callee.kind === 'bound') {
    const fields = new Map([...callee.args.fields, ...args.fields])
    return call(callee.callee, { items: [...callee.args.items, ...args.items], fields }, at, program)
  }
  if (callee.kind === 'class') return instance(callee, args, at, program)
  if (callee.kind === 'function') return runFunction(callee, args, program) ?? hole(callee.code.name ?? 'result', at)
  const own = callee.kind === 'object' ? callee.fields.get('__call__') : undefined
  if (own?.kind === 'function') return call(own, args, at, program)
  if (callee.kind !== 'hole') return hole('result', at)
  for (const found of program.calls < mostCalls ? apiCalls(callee, args) : []) {
    program.calls += 1
    program.take({ ...found, at, within: program.running.at(-1)?.name ?? null })
  }
  return resultOf(callee, args, at)
}

/** Goes through a function. Answers what it returned, `null` where it did not or is gone through already. */
export function runFunction({ code, scope, owner }: FunctionValue, args: CallArgs, program: Program): Value | null {
  const { isPython, running } = program
  program.touched.add(code)
  if (running.includes(code) || running.length > deepestCall) return null
  const inner: Scope = { names: new Map(), outer: owner ? scope.outer : scope }
  const self = owner ? selfName(code, isPython) : null
  const parameters = self !== null && isPython ? code.parameters.slice(1) : code.parameters
  if (owner && self !== null) inner.names.set(self, owner)
  const named = new Map(args.fields)
  parameters.forEach((parameter, index) => {
    const value = argumentFor(parameter, { items: args.items.slice(index), named }, inner, program)
    assignParameter(parameter.target, value, inner, code.at, program)
  })
  running.push(code)
  const returned = program.run(code.body, inner)
  running.pop()
  return returned
}

/** A function that was defined, under its name. */
export function define(code: FunctionCode, scope: Scope, program: Program, owner: ObjectValue | null = null): void {
  const made = makeFunction(code, scope, program, owner)
  if (code.name !== null) scope.names.set(code.name, made)
}

/** A class is made once, so that its methods are found. */
export function defineClass({ name, body }: Statement & { kind: 'class' }, scope: Scope, program: Program): void {
  const made: ClassValue = { kind: 'class', name, body, scope }
  scope.names.set(name, made)
  instance(made, null, 0, program)
}

function instance(made: ClassValue, args: CallArgs | null, at: number, program: Program): Value {
  const self = object()
  const scope: Scope = { names: self.fields, outer: made.scope }
  if (!program.isPython) scope.names.set('this', self)
  for (const statement of made.body) {
    if (statement.kind === 'function') define(statement.code, scope, program, self)
    else program.run([statement], scope)
  }
  const maker = self.fields.get(program.isPython ? '__init__' : 'constructor')
  if (maker?.kind === 'function') {
    if (args) call(maker, args, at, program)
    else runFunction(maker, noArgs(), program)
  }
  self.fields.delete('this')
  return self
}

/** What a method calls the object that it belongs to. */
function selfName({ parameters: [first] }: FunctionCode, isPython: boolean): string | null {
  if (!isPython) return 'this'
  const name = first?.target.kind === 'place' && first.target.place.kind === 'name' ? first.target.place.name : null
  return name === 'self' || name === 'cls' ? name : null
}

/** `items`: the arguments from this one on; `named`: those that no parameter has taken so far. */
function argumentFor(
  { target, default: usual, rest }: Parameter,
  { items, named }: { items: readonly Value[]; named: Map<string, Value> },
  scope: Scope,
  program: Program,
): Value | null {
  if (rest) {
    if (!program.isPython || items.length > 0) return list([...items])
    return named.size > 0 ? object(named) : object()
  }
  const name = target.kind === 'place' && target.place.kind === 'name' ? target.place.name : null
  const byName = name === null ? undefined : named.get(name)
  if (name !== null) named.delete(name)
  return items[0] ?? byName ?? (usual ? program.evaluate(usual, scope) : null)
}

function assignParameter(target: Target, value: Value | null, scope: Scope, at: number, program: Program): void {
  if (target.kind === 'place' && target.place.kind === 'name') {
    scope.names.set(target.place.name, value ?? hole(target.place.name, target.place.at))
    return
  }
  // Patterns declare their names here.
  const fresh: Scope = { names: new Map(), outer: null }
  assign({ target, operator: '=', value: value ?? hole('options', at, []), at }, fresh, program)
  for (const [name, inner] of fresh.names) scope.names.set(name, inner)
}
