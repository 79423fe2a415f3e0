import { assign, assignEach } from './assign.ts'
import type { Expression, Statement } from './code.ts'
import { countStep, type Program } from './program.ts'
import { define, defineClass } from './run-calls.ts'
import { hole, type Scope, truthOf, type Value } from './value.ts'

/** Goes through statements in their order. Answers what was returned, `null` while nothing was. */
export function run(statements: readonly Statement[], scope: Scope, program: Program): Value | null {
  let returned: Value | null = null
  for (const statement of statements) {
    const value = runOne(statement, scope, program)
    returned ??= value
  }
  return returned
}

function runOne(statement: Statement, scope: Scope, program: Program): Value | null {
  countStep(program)
  const { at } = statement
  switch (statement.kind) {
    case 'assign': {
      const value = program.evaluate(statement.value, scope)
      for (const target of statement.targets)
        assign({ target, operator: statement.operator, value, at }, scope, program)
      return null
    }
    case 'expression':
      program.evaluate(statement.value, scope)
      return null
    case 'return':
      return statement.value ? program.evaluate(statement.value, scope) : null
    case 'function':
      define(statement.code, scope, program)
      return null
    case 'class':
      defineClass(statement, scope, program)
      return null
    case 'if':
      return runIf(statement, scope, program)
    case 'each': {
      const source = program.evaluate(statement.source, scope)
      assignEach(source, statement.target, scope, program, () => program.run(statement.body, scope))
      return null
    }
    case 'block':
      return run(statement.body, scope, program)
    case 'import':
      for (const { name, as } of statement.names) scope.names.set(as, hole(as, at, [name]))
      return null
  }
}

function runIf({ test, first, second }: Statement & { kind: 'if' }, scope: Scope, program: Program): Value | null {
  // What only runs when the file is started itself is what somebody pasted it for.
  const truth = isMainTest(test) ? true : truthOf(program.evaluate(test, scope), program.isPython)
  if (truth === true) return run(first, scope, program)
  if (truth === false) return run(second, scope, program)
  const other = { names: new Map(scope.names), outer: scope.outer }
  const returned = run(first, scope, program)
  // Names that only the second branch sets are known afterwards, too.
  const otherReturned = run(second, other, program)
  for (const [name, value] of other.names) if (!scope.names.has(name)) scope.names.set(name, value)
  return returned ?? otherReturned
}

/** `if __name__ == "__main__":` */
function isMainTest(test: Expression): boolean {
  return (
    test.kind === 'binary' && [test.left, test.right].some((side) => side.kind === 'name' && side.name === '__name__')
  )
}
