import { useState } from 'react'
import { schemaFromExample } from '#shared/rules/infer-schema'
import type { JsonObject, JsonValue } from '#shared/text/json'
import { Button } from '../../ui/button.tsx'
import styles from './from-example.module.css'
import { JsonField } from './json-field.tsx'

type FromExampleProps = { onSchema: (schema: JsonObject) => void; onCancel: () => void }

/** A sample of the answer, out of which a schema is made: every field of it required, and no other allowed. */
export function FromExample({ onSchema, onCancel }: FromExampleProps) {
  const [example, setExample] = useState<JsonValue>({})
  return (
    <div className={styles.inset}>
      <span className={styles.label}>An answer as you want it, as JSON</span>
      <JsonField label="Example answer" value={example} onChange={setExample} onUndo={() => {}} onRedo={() => {}} />
      <div className={styles.actions}>
        <Button size="small" onClick={() => onSchema(schemaFromExample(example))}>
          Make the schema
        </Button>
        <Button variant="ghost" size="small" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </div>
  )
}
