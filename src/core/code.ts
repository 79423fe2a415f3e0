import type { ReadCode } from './code-reader.ts'
import type { HandlersOf } from './handlers.ts'

export function codeHandlers(readCode: ReadCode): HandlersOf<'code'> {
  return { 'code.read': (paste, { signal }) => readCode(paste, signal) }
}
