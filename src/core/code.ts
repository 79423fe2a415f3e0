import type { CodeReader } from './code-reader.ts'
import type { HandlersOf } from './handlers.ts'

export function codeHandlers({ read, prepare }: CodeReader): HandlersOf<'code'> {
  return {
    'code.prepare': async () => prepare(),
    'code.read': (paste, { signal }) => read(paste, signal),
  }
}
