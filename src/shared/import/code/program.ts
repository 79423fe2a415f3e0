// A pasted program while it is gone through: what is known of it by now, and the parts that call each other.
import type { ApiCall } from './api-call.ts'
import type { Expression, FunctionCode, Statement } from './code.ts'
import { type CallArgs, type FunctionValue, type Scope, TooMuch, type Value } from './value.ts'

/** The steps that a paste may take; one of a megabyte takes a tenth of them. */
const mostSteps = 2_000_000

/** What each request is handed to as it is found, while the values are what they are then. */
export type TakeCall = (call: ApiCall) => void

export type Program = {
  readonly isPython: boolean
  readonly global: Scope
  /** Functions that were met, the latest last. */
  readonly waiting: FunctionValue[]
  /** Those that were gone through. */
  readonly touched: Set<FunctionCode>
  /** Those that are being gone through, the innermost last. */
  readonly running: FunctionCode[]
  /** Where each name of the program itself got its value. */
  readonly places: Map<string, number>
  readonly take: TakeCall
  /** How many requests were found. */
  calls: number
  steps: number
  readonly evaluate: (expression: Expression, scope: Scope) => Value
  readonly call: (callee: Value, args: CallArgs, at: number) => Value
  /** Answers what was returned, `null` while nothing was. */
  readonly run: (statements: readonly Statement[], scope: Scope) => Value | null
}

/** @throws TooMuch */
export function countStep(program: Program): void {
  program.steps += 1
  if (program.steps > mostSteps) throw new TooMuch()
}

/** A function that is there from now on; what nobody calls is gone through in the end. */
export function makeFunction(
  code: FunctionCode,
  scope: Scope,
  program: Program,
  owner: FunctionValue['owner'] = null,
): FunctionValue {
  const made: FunctionValue = { kind: 'function', code, scope, owner }
  program.waiting.push(made)
  return made
}

export const noArgs = (): CallArgs => ({ items: [], fields: new Map() })
