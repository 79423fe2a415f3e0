import { useDeferredValue, useId, useMemo, useState } from 'react'
import type { JsonValue } from '#shared/text/json'
import { Dot } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { useAnswerLabel } from '../answer-name.ts'
import { checkSchema } from './check-schema.ts'
import styles from './json-lab.module.css'
import type { SchemaDraft } from './json-lab.tsx'
import { type JsonPath, jsonPathOf } from './json-path.ts'

type SchemaPanelProps = {
  value: JsonValue
  /** The request's own schema; `null` where it has none. */
  asked: JsonValue
  draft: SchemaDraft
  onShow: (path: JsonPath) => void
}

/** Whether a value fits the request's schema, or one that is pasted; every error leads to its place in the value. */
export function SchemaPanel({ value, asked, draft, onShow }: SchemaPanelProps) {
  const [source, setSource] = useState<'asked' | 'pasted'>(asked !== null && draft.text === '' ? 'asked' : 'pasted')
  const [text, setText] = useState(draft.text)
  const fieldId = useId()
  const deferred = useDeferredValue(text)
  const schema = useMemo(
    () => (source === 'asked' ? { value: asked } : readSchema(deferred)),
    [source, asked, deferred],
  )

  return (
    <section className={styles.schema} aria-label={useAnswerLabel('Schema')}>
      <div className={styles.head}>
        <h2 className={styles.title}>Schema</h2>
        {asked !== null && (
          <Segmented
            label="Which schema"
            options={[
              { value: 'asked', label: 'Of the request' },
              { value: 'pasted', label: 'Pasted' },
            ]}
            value={source}
            onChange={setSource}
          />
        )}
      </div>
      {source === 'pasted' && (
        <textarea
          id={fieldId}
          aria-label="JSON Schema"
          className={styles.schemaField}
          rows={3}
          spellCheck={false}
          placeholder="Paste a JSON Schema to check the JSON against"
          value={text}
          onChange={(event) => {
            // Safe to change in place: it is only read when a panel is made.
            draft.text = event.target.value
            setText(event.target.value)
          }}
        />
      )}
      {schema && 'reason' in schema && (
        <p className={styles.error} role="status">
          {schema.reason}
        </p>
      )}
      {schema && 'value' in schema && <Verdict value={value} schema={schema.value} onShow={onShow} />}
    </section>
  )
}

/** `null` where nothing was pasted. */
function readSchema(text: string): { value: JsonValue } | { reason: string } | null {
  if (text.trim() === '') return null
  try {
    return { value: JSON.parse(text) as JsonValue }
  } catch (error) {
    return { reason: `This is no JSON: ${error instanceof Error ? error.message.slice(0, 200) : ''}` }
  }
}

const mostShown = 50

function Verdict({ value, schema, onShow }: { value: JsonValue; schema: JsonValue; onShow: (path: JsonPath) => void }) {
  const verdict = useMemo(() => checkSchema(value, schema), [value, schema])
  if (verdict.kind === 'unusable') {
    return (
      <p className={styles.error} role="status">
        {verdict.reason}
      </p>
    )
  }
  const { errors } = verdict
  return (
    <>
      <p className={styles.verdict} role="status">
        <Dot tone={errors.length === 0 ? 'ok' : 'error'} />
        {errors.length === 0 ? 'Fits the schema' : `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}`}
      </p>
      {errors.length > 0 && (
        <ul className={styles.errors} aria-label="Errors by path">
          {errors.slice(0, mostShown).map(({ path, keyword, words }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one keyword may be broken twice at a place
            <li key={index}>
              <Button variant="link" size="small" className={styles.place} onClick={() => onShow(path)}>
                {jsonPathOf(path).slice(0, 300)}
              </Button>{' '}
              <code>{keyword}</code> <span className={styles.note}>{words.slice(0, 300)}</span>
            </li>
          ))}
          {errors.length > mostShown && <li className={styles.note}>and {errors.length - mostShown} more</li>}
        </ul>
      )}
    </>
  )
}
