import type { DefinedError } from 'ajv/dist/2020.js'
import type { SchemaProblem } from '#shared/schema-problem'
import type { JsonObject } from '#shared/text/json'
import type { HandlersOf } from './handlers.ts'

/** More than anybody mends at a time. */
const mostProblems = 50

/** Judges JSON Schemas against the meta-schema of draft 2020-12, which the API reads them by. The library is loaded when it is asked. */
export function schemaHandlers(): HandlersOf<'schemas'> {
  let loading: Promise<(schema: JsonObject) => SchemaProblem[]> | null = null
  return {
    'schemas.check': async ({ schema }) => {
      loading ??= loadChecker()
      return (await loading)(schema)
    },
  }
}

async function loadChecker(): Promise<(schema: JsonObject) => SchemaProblem[]> {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateFormats: false })
  return ({ $schema: _dialect, ...schema }) => {
    const fits = ajv.validate('https://json-schema.org/draft/2020-12/schema', schema)
    // Safe: the errors are of ajv's own keywords.
    return fits ? [] : problemsIn((ajv.errors ?? []) as DefinedError[])
  }
}

/** One problem for each place: the meta-schema says several things about one mistake, and the narrowest helps. */
function problemsIn(errors: readonly DefinedError[]): SchemaProblem[] {
  const byPath = new Map<string, SchemaProblem>()
  for (const error of errors) {
    // These only say that one of several readings failed; what failed in it is told too.
    if (['anyOf', 'allOf', '$dynamicRef'].includes(error.keyword)) continue
    const path = pathText(error.instancePath)
    const isList = error.keyword === 'enum'
    if (!byPath.has(path) || isList) byPath.set(path, { path, says: wordsOf(error) })
  }
  return [...byPath.values()].slice(0, mostProblems)
}

function wordsOf(error: DefinedError): string {
  if (error.keyword === 'enum') return `must be one of ${error.params.allowedValues.join(', ')}`
  if (error.keyword === 'type') return `must be ${[error.params.type].flat().join(' or ').replaceAll(',', ' or ')}`
  return error.message ?? `breaks ${error.keyword}`
}

/** `/properties/a~1b/items` as `properties.a/b.items`; the schema itself is the empty path. */
function pathText(pointer: string): string {
  const parts = pointer.split('/').slice(1)
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')).join('.')
}
