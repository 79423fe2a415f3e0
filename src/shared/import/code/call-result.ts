import { keepsMaker, piped } from './langchain-call.ts'
import { type CallArgs, fileName, type Hole, type Value } from './value.ts'

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

/** What a call on something unknown gives. */
export function resultOf(callee: Hole, args: CallArgs, at: number): Value {
  const last = callee.path.at(-1) ?? 'value'
  const isOption = last === 'with_options' || last === 'withOptions' || keepsMaker(callee)
  const [only] = args.items
  const chain = only && last === 'pipe' ? piped({ ...callee, path: callee.path.slice(0, -1) }, only) : null
  if (chain) return chain
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
    ...(callee.piped && isOption ? { piped: callee.piped } : {}),
  }
  return file === undefined ? made : { ...made, name: fileName(file), file }
}

/** The contents of a file keep its name: `base64.b64encode(open('a.png').read())`. */
function fileAmong({ items }: CallArgs): string | undefined {
  const [first] = items
  return first?.kind === 'hole' ? first.file : undefined
}
