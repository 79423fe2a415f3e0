import { useEffect, useMemo, useState } from 'react'
import { everySchemaProblem } from '#shared/rules/strict-schema'
import type { SchemaProblem } from '#shared/schema-problem'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'
import { JsonField } from '../../../parts/json/json-field.tsx'
import { usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import type { KeptDrafts } from '../../../parts/prompt/store/json-drafts.ts'
import { reportFailure } from '../../../parts/report-failure.ts'
import { schemaCompletion } from './schema-completion.ts'
import styles from './schema-field.module.css'

type SchemaFieldProps = {
  label: string
  schema: JsonValue
  /** Whether the answer is guaranteed to match: then a schema may hold less. */
  isStrict: boolean
  drafts: { name: string; kept: KeptDrafts }
  onChange: (schema: JsonObject) => void
}

/** A JSON Schema as text, with completion, and what is wrong with it by path. */
export function SchemaField({ label, schema, isStrict, drafts, onChange }: SchemaFieldProps) {
  const { undo, redo } = usePromptServices().prompts.getState()
  const problems = useSchemaProblems(schema, isStrict)
  return (
    <div className={styles.field}>
      <JsonField
        label={label}
        value={schema}
        check={(value) => (isObject(value) ? null : 'A schema is an object.')}
        onChange={(value) => isObject(value) && onChange(value)}
        onUndo={undo}
        onRedo={redo}
        drafts={drafts}
        more={schemaCompletion}
        problems={problems}
      />
      <div role="status">
        {problems.length > 0 && (
          <ul className={styles.problems} aria-label={`Problems of ${label}`}>
            {problems.map(({ path, says }) => (
              <li key={`${path} ${says}`}>
                <code className={styles.path}>{path || 'schema'}</code> {says}
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

/** Typing rests this long before a schema is judged again. */
const restMs = 250

/** What breaks the rules of JSON Schema, and what the API asks beyond them where the schema is strict. */
function useSchemaProblems(schema: JsonValue, isStrict: boolean): SchemaProblem[] {
  const { host, toaster } = usePromptServices()
  const [broken, setBroken] = useState<SchemaProblem[]>([])
  useEffect(() => {
    if (!isObject(schema)) return
    let isOver = false
    const timer = setTimeout(() => {
      const asked = host.call('schemas.check', { schema }).then((found) => {
        if (!isOver) setBroken(found)
      })
      reportFailure(toaster, asked)
    }, restMs)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [schema, host, toaster])
  return useMemo(
    () => (isObject(schema) ? [...broken, ...(isStrict ? everySchemaProblem(schema) : [])] : []),
    [broken, schema, isStrict],
  )
}
