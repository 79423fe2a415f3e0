// Goes through pasted code as a program would, without running any of it: names get values as far as they are known, and
// what would be sent to the API is collected. Nothing of the code is ever executed.
import { type ApiCall, apiCalls } from './api-call.ts'
import type { Code, Expression, FunctionCode, Statement, Target } from './code.ts'
import { createEvaluator } from './evaluate.ts'
import {
  assignName,
  type CallArgs,
  type ClassValue,
  type FunctionValue,
  hole,
  list,
  lookUp,
  object,
  type Scope,
  TooMuch,
  truthOf,
  type Value,
} from './value.ts'

/** The steps that a paste may take; one of a megabyte takes a tenth of them. */
const mostSteps = 2_000_000
const deepestCall = 30
/** How often a loop over a known list is gone through. */
const mostRounds = 50
const mostCalls = 500

/** What each request is handed to as it is found, while the values are what they are then. */
export type TakeCall = (call: ApiCall) => void
/** What the interpreter does for the evaluator of expressions. */
export type Runner = {
  readonly isPython: boolean
  call: (callee: Value, args: CallArgs, at: number) => Value
  assign: (target: Target, operator: string, value: Value, scope: Scope) => void
  each: (source: Value, target: Target, scope: Scope, body: (scope: Scope) => void) => void
  define: (code: FunctionCode, scope: Scope) => FunctionValue
  step: () => void
}

/** Finds the requests of a program. Answers `false` where it was given up because it, or what it makes, is too long. */
export function runCode({ language, body }: Code, take: TakeCall): boolean {
  const isPython = language === 'python'
  const global: Scope = { names: new Map(), outer: null }
  const waiting: FunctionValue[] = []
  const touched = new Set<FunctionCode>()
  const running: FunctionCode[] = []
  /** Where each name of the program itself got its value. */
  const places = new Map<string, number>()
  let steps = 0
  let calls = 0

  const runner: Runner = {
    isPython,
    call,
    assign,
    each,
    define: (code, scope) => remember({ kind: 'function', code, scope, owner: null }),
    step: () => {
      steps += 1
      if (steps > mostSteps) throw new TooMuch()
    },
  }
  const evaluate = createEvaluator(runner)

  /** Answers what was returned, `null` while nothing was. */
  function run(statements: readonly Statement[], scope: Scope): Value | null {
    let returned: Value | null = null
    for (const statement of statements) {
      const value = runOne(statement, scope)
      returned ??= value
    }
    return returned
  }

  function runOne(statement: Statement, scope: Scope): Value | null {
    runner.step()
    switch (statement.kind) {
      case 'assign': {
        const value = evaluate(statement.value, scope)
        for (const target of statement.targets) assign(target, statement.operator, value, scope, statement.at)
        return null
      }
      case 'expression':
        evaluate(statement.value, scope)
        return null
      case 'return':
        return statement.value ? evaluate(statement.value, scope) : null
      case 'function':
        define(statement.code, scope)
        return null
      case 'class':
        return defineClass(statement.name, statement.body, scope)
      case 'if':
        return runIf(statement, scope)
      case 'each':
        each(evaluate(statement.source, scope), statement.target, scope, (inner) => run(statement.body, inner))
        return null
      case 'block':
        return run(statement.body, scope)
      case 'import':
        for (const { name, as } of statement.names) scope.names.set(as, hole(as, statement.at, [name]))
        return null
    }
  }

  function runIf({ test, first, second }: Statement & { kind: 'if' }, scope: Scope): Value | null {
    // What only runs when the file is started itself is what somebody pasted it for.
    const truth = isMainTest(test) ? true : truthOf(evaluate(test, scope), isPython)
    if (truth === true) return run(first, scope)
    if (truth === false) return run(second, scope)
    const other = { names: new Map(scope.names), outer: scope.outer }
    const returned = run(first, scope)
    // Names that only the second branch sets are known afterwards, too.
    const otherReturned = run(second, other)
    for (const [name, value] of other.names) if (!scope.names.has(name)) scope.names.set(name, value)
    return returned ?? otherReturned
  }

  function define(code: FunctionCode, scope: Scope, owner: FunctionValue['owner'] = null): FunctionValue {
    const made = remember({ kind: 'function', code, scope, owner })
    if (code.name !== null) scope.names.set(code.name, made)
    return made
  }

  function remember(made: FunctionValue): FunctionValue {
    waiting.push(made)
    return made
  }

  /** A class is made once, so that its methods are found. */
  function defineClass(name: string, body: Statement[], scope: Scope): null {
    const made: ClassValue = { kind: 'class', name, body, scope }
    scope.names.set(name, made)
    instance(made, null, 0)
    return null
  }

  function instance(made: ClassValue, args: CallArgs | null, at: number): Value {
    const self = object()
    const scope: Scope = { names: self.fields, outer: made.scope }
    if (!isPython) scope.names.set('this', self)
    for (const statement of made.body) {
      if (statement.kind === 'function') define(statement.code, scope, self)
      else runOne(statement, scope)
    }
    const maker = self.fields.get(isPython ? '__init__' : 'constructor')
    if (maker?.kind === 'function') {
      if (args) call(maker, args, at)
      else runFunction(maker, { items: [], fields: new Map() })
    }
    self.fields.delete('this')
    return self
  }

  function assign(target: Target, operator: string, value: Value, scope: Scope, at = 0): void {
    if (target.kind === 'items') {
      target.items.forEach((item, index) => {
        if (item) assign(item, '=', itemOf(value, index, at), scope, at)
      })
    } else if (target.kind === 'fields') {
      for (const { name, target: inner, default: usual } of target.fields) {
        const known = value.kind === 'object' ? value.fields.get(name) : undefined
        const field = known ?? (usual ? evaluate(usual, scope) : evaluate.member(value, name, at))
        assign(inner, '=', field, scope, at)
      }
    } else {
      const before = operator === '=' ? null : evaluate(target.place, scope)
      place(target.place, before ? evaluate.combine(operator.slice(0, -1), before, value, at) : value, scope)
    }
  }

  function itemOf(value: Value, index: number, at: number): Value {
    return value.kind === 'list' ? (value.items[index] ?? hole('item', at)) : evaluate.member(value, String(index), at)
  }

  function place(at: Expression, value: Value, scope: Scope): void {
    if (at.kind === 'name') {
      if (scope === global) places.set(at.name, at.at)
      const isSimple = value.kind === 'hole' && value.path.length > 0
      // What only the running program knows is called what the code calls it.
      const named = isSimple ? { ...value, name: at.name } : value
      if (isPython) scope.names.set(at.name, named)
      else if (lookUp(scope, at.name)) assignName(scope, at.name, named)
      else scope.names.set(at.name, named)
      return
    }
    if (at.kind !== 'member' && at.kind !== 'index') return
    const owner = evaluate(at.object, scope)
    const index = at.kind === 'index' && at.index ? evaluate(at.index, scope) : null
    const name = at.kind === 'member' ? at.name : index?.kind === 'plain' ? String(index.value) : null
    if (name === null) return
    if (owner.kind === 'object') owner.fields.set(name, value)
    else if (owner.kind === 'list' && Number(name) < owner.items.length) owner.items[Number(name)] = value
  }

  function each(source: Value, target: Target, scope: Scope, body: (scope: Scope) => void): void {
    const items = source.kind === 'list' ? source.items.slice(0, mostRounds) : null
    for (const item of items ?? [evaluate.itemOf(source)]) {
      runner.step()
      assign(target, '=', item, scope)
      body(scope)
    }
  }

  function call(callee: Value, args: CallArgs, at: number): Value {
    runner.step()
    if (callee.kind === 'bound') {
      const fields = new Map([...callee.args.fields, ...args.fields])
      return call(callee.callee, { items: [...callee.args.items, ...args.items], fields }, at)
    }
    if (callee.kind === 'class') return instance(callee, args, at)
    if (callee.kind === 'function') return runFunction(callee, args) ?? hole(callee.code.name ?? 'result', at)
    const own = callee.kind === 'object' ? callee.fields.get('__call__') : undefined
    if (own?.kind === 'function') return call(own, args, at)
    if (callee.kind !== 'hole') return hole('result', at)
    for (const found of calls < mostCalls ? apiCalls(callee, args) : []) {
      calls += 1
      take({ ...found, at, within: running.at(-1)?.name ?? null })
    }
    return evaluate.resultOf(callee, args, at)
  }

  function runFunction({ code, scope, owner }: FunctionValue, args: CallArgs): Value | null {
    touched.add(code)
    if (running.includes(code) || running.length > deepestCall) return null
    const inner: Scope = { names: new Map(), outer: owner ? scope.outer : scope }
    const self = owner ? selfName(code) : null
    const parameters = self !== null && isPython ? code.parameters.slice(1) : code.parameters
    if (owner && self !== null) inner.names.set(self, owner)
    const named = new Map(args.fields)
    parameters.forEach((parameter, index) => {
      const value = argumentFor(parameter, index, args, named, inner)
      assignParameter(parameter.target, value, inner, code.at)
    })
    running.push(code)
    const returned = run(code.body, inner)
    running.pop()
    return returned
  }

  function assignParameter(target: Target, value: Value | null, scope: Scope, at: number): void {
    if (target.kind === 'place' && target.place.kind === 'name') {
      scope.names.set(target.place.name, value ?? hole(target.place.name, target.place.at))
      return
    }
    // Patterns declare their names here.
    const fresh: Scope = { names: new Map(), outer: null }
    assign(target, '=', value ?? hole('options', at, []), fresh, at)
    for (const [name, inner] of fresh.names) scope.names.set(name, inner)
  }

  function argumentFor(
    { target, default: usual, rest }: FunctionCode['parameters'][number],
    index: number,
    args: CallArgs,
    named: Map<string, Value>,
    scope: Scope,
  ): Value | null {
    if (rest) {
      const left = args.items.slice(index)
      if (!isPython || left.length > 0) return list(left)
      return named.size > 0 ? object(named) : object()
    }
    const name = target.kind === 'place' && target.place.kind === 'name' ? target.place.name : null
    const byName = name === null ? undefined : named.get(name)
    if (name !== null) named.delete(name)
    return args.items[index] ?? byName ?? (usual ? evaluate(usual, scope) : null)
  }

  /** A program without a call may be the piece of one that builds the request. */
  function takeLoose(): void {
    const found = [...global.names].flatMap(([name, value]) => {
      const fields = requestFields(value)
      return fields ? [{ name, fields }] : []
    })
    for (const { name, fields } of found) {
      // One alone is called by what it says: its name is `params` or `body` as a rule.
      const within = found.length > 1 ? name : null
      take({ dialect: 'messages', fields, headers: new Map(), left: [], at: places.get(name) ?? 0, within })
    }
  }

  /** What a method calls the object that it belongs to. */
  function selfName({ parameters: [first] }: FunctionCode): string | null {
    if (!isPython) return 'this'
    const name = first?.target.kind === 'place' && first.target.place.kind === 'name' ? first.target.place.name : null
    return name === 'self' || name === 'cls' ? name : null
  }

  try {
    run(body, global)
    // What nobody called, the last one first: it may call the others.
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (!touched.has(next.code)) runFunction(next, { items: [], fields: new Map() })
    }
    if (calls === 0) takeLoose()
    return true
  } catch (error) {
    if (error instanceof TooMuch) return false
    throw error
  }
}

/** The fields of something that looks like a request, or like its messages. */
function requestFields(value: Value): Map<string, Value> | null {
  if (value.kind === 'object') return value.fields.get('messages')?.kind === 'list' ? value.fields : null
  const areTurns = (items: readonly Value[]) =>
    items.length > 0 &&
    items.every((item) => item.kind === 'object' && item.fields.has('role') && item.fields.has('content'))
  return value.kind === 'list' && areTurns(value.items) ? new Map([['messages', value]]) : null
}

/** `if __name__ == "__main__":` */
function isMainTest(test: Expression): boolean {
  return (
    test.kind === 'binary' && [test.left, test.right].some((side) => side.kind === 'name' && side.name === '__name__')
  )
}
