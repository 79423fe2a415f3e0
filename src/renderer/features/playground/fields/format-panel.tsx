import { useRef, useState } from 'react'
import { mostOptional, mostUnions, schemaTotals } from '#shared/rules/strict-schema'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'
import { FromExample } from '../../../parts/json/from-example.tsx'
import { setNested } from '../../../parts/prompt/edits/prompt-edits.ts'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { useJsonDraft } from '../../../parts/prompt/store/use-json-draft.ts'
import { Button } from '../../../ui/button.tsx'
import { FieldNotes } from '../settings/field-notes.tsx'
import panel from './field-panel.module.css'
import { SchemaField } from './schema-field.tsx'

const firstSchema: JsonObject = {
  type: 'object',
  properties: { answer: { type: 'string' } },
  required: ['answer'],
  additionalProperties: false,
}

/** The schema that the answer is guaranteed to match: not sent, or set, and made out of an example where that is shorter. */
export function FormatPanel() {
  const { prompts, announce } = usePromptServices()
  const { edit } = prompts.getState()
  const drafts = useJsonDraft('format')
  const format = usePrompt(({ settings }) => settings.output_config?.format)
  const [hasExample, setHasExample] = useState(false)
  const exampleButton = useRef<HTMLButtonElement>(null)
  function closeExample() {
    setHasExample(false)
    exampleButton.current?.focus()
  }
  const set = (next: JsonValue | null, group?: string) => edit(setNested('output_config', 'format', next), group)
  const setSchema = (schema: JsonObject, group?: string) =>
    set({ ...(isObject(format) ? format : {}), type: 'json_schema', schema }, group)
  const schema = isObject(format) ? format.schema : undefined

  return (
    <div className={panel.rows}>
      <p className={panel.hint}>
        The answer is JSON that matches this schema, sent as <code>output_config.format</code>.
      </p>
      <div className={panel.actions}>
        {format === undefined ? (
          <Button size="small" onClick={() => setSchema(firstSchema)}>
            Set a schema
          </Button>
        ) : (
          <Button size="small" onClick={() => set(null)}>
            Do not send
          </Button>
        )}
        <Button ref={exampleButton} size="small" aria-expanded={hasExample} onClick={() => setHasExample(!hasExample)}>
          From example
        </Button>
      </div>
      {hasExample && (
        <FromExample
          onSchema={(made) => {
            setSchema(made)
            closeExample()
            announce('The schema was made from the example.')
          }}
          onCancel={closeExample}
        />
      )}
      {schema !== undefined && (
        <div className={panel.block}>
          <span className={panel.label}>Schema</span>
          <SchemaField
            label="Output schema"
            schema={schema}
            isStrict
            drafts={drafts}
            onChange={(next) => setSchema(next, 'setting:format')}
          />
          {isObject(schema) && <p className={panel.hint}>{totalsText(schema)}</p>}
        </div>
      )}
      {format !== undefined && schema === undefined && (
        <p className={panel.hint}>The format that is set has no schema: it is among the JSON of More fields.</p>
      )}
      <FieldNotes field="format" />
    </div>
  )
}

function totalsText(schema: JsonObject): string {
  const { optional, unions } = schemaTotals([schema])
  return `${optional} of at most ${mostOptional} optional parameters, ${unions} of at most ${mostUnions} unions.`
}
