import { AppError } from '#shared/app-error'

/** An error as the log keeps it. `stack` names places in the code only. */
export type Problem = {
  name: string
  kind: string | null
  code: string | null
  message: string | null
  stack: string[]
  cause: Problem | null
}

const deepest = 5

/**
 * What the log may know of an error. Its message is left out where it may quote what the person typed (a JSON parser and
 * an API do) and kept where the system or Antiphon's own storage wrote it.
 */
export function describeProblem(error: unknown, depth = 0): Problem {
  if (!(error instanceof Error)) {
    return { name: typeof error, kind: null, code: null, message: null, stack: [], cause: null }
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : null
  const kind = error instanceof AppError ? error.kind : null
  const isSystemError = code !== null && 'syscall' in error
  return {
    name: error.name,
    kind,
    code,
    message: isSystemError || kind === 'storage' ? error.message : null,
    stack: framesOf(error),
    cause: error.cause === undefined || depth >= deepest ? null : describeProblem(error.cause, depth + 1),
  }
}

/** The lines of a stack that name places; the lines before them repeat the message. */
function framesOf({ stack }: Error): string[] {
  return (stack ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => /^at .*(?::\d+:\d+\)?|\(native\)|<anonymous>\)?)$/.test(line))
}
