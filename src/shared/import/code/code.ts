// What Python, TypeScript and JavaScript have in common, as far as reading a request out of them takes. `at` is the place in
// the source, counted in UTF-16 units.

export type Expression = { at: number } & (
  | { kind: 'plain'; value: string | number | boolean | null }
  /** Text with expressions in it; `tag` is the function in front of a template literal. */
  | { kind: 'text'; parts: (string | Expression)[]; tag?: string }
  | { kind: 'name'; name: string }
  | { kind: 'list'; items: Item[] }
  | { kind: 'object'; fields: Field[] }
  | { kind: 'member'; object: Expression; name: string }
  | { kind: 'index'; object: Expression; index: Expression | null }
  | { kind: 'call'; callee: Expression; args: Argument[] }
  | { kind: 'binary'; operator: string; left: Expression; right: Expression }
  /** `a + b + c`, however long. */
  | { kind: 'sum'; terms: Expression[] }
  | { kind: 'unary'; operator: string; operand: Expression }
  | { kind: 'choice'; test: Expression; first: Expression; second: Expression }
  | { kind: 'function'; code: FunctionCode }
  | { kind: 'assign'; target: Target; operator: string; value: Expression }
  /** A list made from another one, item by item. */
  | { kind: 'each'; target: Target; source: Expression; item: Expression }
  | { kind: 'other'; inner: Expression[] }
)

export type Item = { spread: boolean; value: Expression }
/** `name: null` is an object spread into this one. */
export type Field = { name: Expression | null; value: Expression }
export type Argument = { name: string | null; spread: 'none' | 'items' | 'fields'; value: Expression }

/** What takes a value: a name, a place in an object, or a pattern of them. */
export type Target =
  | { kind: 'place'; place: Expression }
  | { kind: 'items'; items: (Target | null)[] }
  | { kind: 'fields'; fields: { name: string; target: Target; default: Expression | null }[] }

export type Parameter = { target: Target; default: Expression | null; rest: boolean }
export type FunctionCode = {
  at: number
  name: string | null
  parameters: Parameter[]
  body: Statement[]
  /** Called by being named: `@property`, `get client()`. */
  isGetter?: boolean
}

export type Statement = { at: number } & (
  | { kind: 'assign'; targets: Target[]; operator: string; value: Expression }
  | { kind: 'expression'; value: Expression }
  | { kind: 'return'; value: Expression | null }
  | { kind: 'function'; code: FunctionCode }
  | { kind: 'class'; name: string; body: Statement[] }
  | { kind: 'if'; test: Expression; first: Statement[]; second: Statement[] }
  | { kind: 'each'; target: Target; source: Expression; body: Statement[] }
  | { kind: 'block'; body: Statement[] }
  | { kind: 'import'; names: { name: string; as: string }[] }
)

export type Language = 'python' | 'script'
/** `cuts`: where the texts begin that have no end. */
export type Code = { language: Language; body: Statement[]; cuts: number[] }
