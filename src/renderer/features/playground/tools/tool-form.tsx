import type { JsonObject } from '#shared/text/json'
import { usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { useJsonDraft } from '../../../parts/prompt/store/use-json-draft.ts'
import { Switch } from '../../../ui/switch.tsx'
import { CommitField } from '../fields/commit-field.tsx'
import panel from '../fields/field-panel.module.css'
import { SchemaField } from '../fields/schema-field.tsx'
import { TextArea } from '../fields/text-area.tsx'
import { isToolName, setToolFields } from './tool-edits.ts'

type ToolFormProps = { tool: JsonObject; at: number; taken: readonly (string | null)[] }

/** The fields of a tool of one's own. Fields that have no place here stay, and are in its JSON. */
export function ToolForm({ tool, at, taken }: ToolFormProps) {
  const { edit } = usePromptServices().prompts.getState()
  const name = typeof tool.name === 'string' ? tool.name : ''
  const drafts = useJsonDraft(`tool ${name || at} schema`)
  const problemOf = (text: string) => {
    if (!isToolName(text)) return 'A name is 1 to 128 letters, digits, _ or -.'
    return taken.includes(text) ? 'There is a tool of this name already.' : null
  }
  return (
    <>
      <CommitField
        label="Name"
        name={`tool:${at}:name`}
        value={name}
        placeholder="get_weather"
        problemOf={problemOf}
        onDone={(next) => edit(setToolFields(at, { name: next }))}
      />
      <TextArea
        label="Description"
        name={`tool:${at}:description`}
        value={typeof tool.description === 'string' ? tool.description : ''}
        placeholder="What it does, when to use it, and what it gives back"
        onChange={(text) =>
          edit(setToolFields(at, { description: text === '' ? undefined : text }), `tool:${at}:description`)
        }
      />
      <div className={panel.block} data-text={`tool:${at}:schema`}>
        <span className={panel.label}>Input schema</span>
        <SchemaField
          label="Input schema"
          schema={tool.input_schema ?? {}}
          isStrict={tool.strict === true}
          drafts={drafts}
          onChange={(schema) => edit(setToolFields(at, { input_schema: schema }), `tool:${at}:schema`)}
        />
      </div>
      <Switch
        label="Strict: calls are guaranteed to match the schema"
        checked={tool.strict === true}
        onChange={(isStrict) => edit(setToolFields(at, { strict: isStrict ? true : undefined }))}
      />
    </>
  )
}
