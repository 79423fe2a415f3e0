import { EditorView } from '@codemirror/view'
import { useEffect, useRef, useState } from 'react'
import { schemaFromExample } from '#shared/rules/infer-schema'
import type { JsonObject, JsonValue } from '#shared/text/json'
import { Button } from '../../ui/button.tsx'
import styles from './from-example.module.css'
import { JsonField } from './json-field.tsx'

type FromExampleProps = { onSchema: (schema: JsonObject) => void; onCancel: () => void }

/** A sample of the answer, out of which a schema is made: every field of it required, and no other allowed. */
export function FromExample({ onSchema, onCancel }: FromExampleProps) {
  const [example, setExample] = useState<JsonValue>({})
  const [error, setError] = useState<string | null>(null)
  const inset = useRef<HTMLDivElement>(null)
  // All of it is selected: what is pasted takes its place.
  useEffect(() => {
    const content = inset.current?.querySelector<HTMLElement>('.cm-content')
    const view = content && EditorView.findFromDOM(content)
    view?.dispatch({ selection: { anchor: 0, head: view.state.doc.length } })
    view?.focus()
  }, [])
  return (
    <div ref={inset} className={styles.inset}>
      <span className={styles.label}>An answer as you want it, as JSON</span>
      <JsonField
        label="Example answer"
        value={example}
        onChange={setExample}
        onUndo={() => {}}
        onRedo={() => {}}
        meanwhile="no schema can be made of it"
        onError={setError}
      />
      <div className={styles.actions}>
        <Button size="small" disabled={error !== null} onClick={() => onSchema(schemaFromExample(example))}>
          Make the schema
        </Button>
        <Button variant="ghost" size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
