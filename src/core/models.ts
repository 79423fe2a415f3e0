import catalogue from '#resources/models.json' with { type: 'json' }
import type { ModelInfo } from '#shared/models'
import type { HandlersOf } from './handlers.ts'

/** Every model that Antiphon knows, newest first, live ones before retired ones. */
// Safe: a test holds the file against the type's fields.
export const models = catalogue as unknown as readonly ModelInfo[]

export function modelHandlers(known: readonly ModelInfo[] = models): HandlersOf<'models'> {
  return { 'models.list': async () => [...known] }
}
