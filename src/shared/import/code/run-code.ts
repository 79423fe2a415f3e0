// Goes through pasted code as a program would, without running any of it: names get values as far as they are known, and
// what would be sent to the API is collected. Nothing of the code is ever executed.
import type { Code } from './code.ts'
import { evaluate } from './evaluate.ts'
import { noArgs, type Program, type TakeCall } from './program.ts'
import { call, runFunction } from './run-calls.ts'
import { run } from './run-statements.ts'
import { TooMuch, type Value } from './value.ts'

/** Finds the requests of a program. Answers `false` where it was given up because it, or what it makes, is too long. */
export function runCode({ language, body }: Code, take: TakeCall): boolean {
  const program = newProgram(language === 'python', take)
  try {
    run(body, program.global, program)
    // What nobody called, the last one first: it may call the others.
    for (let next = program.waiting.pop(); next; next = program.waiting.pop()) {
      if (!program.touched.has(next.code)) runFunction(next, noArgs(), program)
    }
    if (program.calls === 0) takeLoose(program)
    return true
  } catch (error) {
    if (error instanceof TooMuch) return false
    throw error
  }
}

function newProgram(isPython: boolean, take: TakeCall): Program {
  const program: Program = {
    isPython,
    global: { names: new Map(), outer: null },
    waiting: [],
    touched: new Set(),
    running: [],
    places: new Map(),
    take,
    calls: 0,
    steps: 0,
    evaluate: (expression, scope) => evaluate(expression, scope, program),
    call: (callee, args, at) => call(callee, args, at, program),
    run: (statements, scope) => run(statements, scope, program),
  }
  return program
}

/** A program without a call may be the piece of one that builds the request. */
function takeLoose({ global, places, take }: Program): void {
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

/** The fields of something that looks like a request, or like its messages. */
function requestFields(value: Value): Map<string, Value> | null {
  if (value.kind === 'object') return value.fields.get('messages')?.kind === 'list' ? value.fields : null
  const areTurns = (items: readonly Value[]) =>
    items.length > 0 &&
    items.every((item) => item.kind === 'object' && item.fields.has('role') && item.fields.has('content'))
  return value.kind === 'list' && areTurns(value.items) ? new Map([['messages', value]]) : null
}
