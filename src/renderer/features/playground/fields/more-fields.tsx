import { useMemo } from 'react'
import { JsonField } from '../../../parts/json/json-field.tsx'
import { setNested, setSetting, unsetSetting } from '../../../parts/prompt/edits/prompt-edits.ts'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { useJsonDraft } from '../../../parts/prompt/store/use-json-draft.ts'
import { TagsInput } from '../../../ui/tags-input.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { CacheRow, ChoiceRow } from '../settings/choice-rows.tsx'
import { FieldNotes } from '../settings/field-notes.tsx'
import styles from '../settings/settings-panel.module.css'
import { extraFields, extrasProblem, withExtraFields } from './extra-fields.ts'
import panel from './field-panel.module.css'
import { HeadersField } from './headers-field.tsx'

/** Every request field that has no row of its own, beta features, headers, and anything else as JSON. */
export function MoreFields() {
  return (
    <div className={panel.rows}>
      <TextRow title="User id" field="metadata.user_id" placeholder="not sent; an id of yours, not a name" />
      <ChoiceRow title="Service tier" field="service_tier" values={['auto', 'standard_only']} />
      <ChoiceRow title="Region" field="inference_geo" values={['us', 'global']} />
      <ChoiceRow title="Speed" field="speed" values={['standard', 'fast']} />
      <CacheRow />
      <TextRow title="Container" field="container" placeholder="not sent; the id of a container" />
      <BetasRow />
      <HeadersField />
      <ExtrasField />
    </div>
  )
}

type TextRowProps = { title: string; field: 'metadata.user_id' | 'container'; placeholder: string }

/** A text that is sent unless it is empty. A value of another kind is among the JSON below. */
function TextRow({ title, field, placeholder }: TextRowProps) {
  const { edit } = usePromptServices().prompts.getState()
  const isUserId = field === 'metadata.user_id'
  const value = usePrompt(({ settings }) => (isUserId ? settings.metadata?.user_id : settings.container))
  if (value !== undefined && typeof value !== 'string') return null
  function change(text: string) {
    const next = text === '' ? null : text
    const own = next === null ? unsetSetting(field) : setSetting(field, next)
    edit(isUserId ? setNested('metadata', 'user_id', next) : own, `setting:${field}`)
  }
  return (
    <div className={styles.row} data-state={value === undefined ? 'not sent' : 'set'}>
      <Title title={title} field={field} />
      <TextField
        className={styles.wide}
        label={title}
        hideLabel
        value={value ?? ''}
        placeholder={placeholder}
        spellCheck={false}
        onChange={change}
      />
      <FieldNotes field={field} />
    </div>
  )
}

export function Title({ title, field }: { title: string; field: string }) {
  return (
    <span className={styles.title}>
      {title} <code className={styles.field}>{field}</code>
    </span>
  )
}

const none: string[] = []

function BetasRow() {
  const { edit } = usePromptServices().prompts.getState()
  const betas = usePrompt((prompt) => prompt.betas) ?? none
  function change(next: string[]) {
    const trimmed = next.flatMap((beta) => beta.split(',')).map((beta) => beta.trim())
    const kept = trimmed.filter((beta) => beta !== '')
    edit(({ betas: _before, ...prompt }) => (kept.length === 0 ? prompt : { ...prompt, betas: kept }))
  }
  return (
    <div className={styles.row} data-state={betas.length === 0 ? 'not sent' : 'set'}>
      <Title title="Betas" field="anthropic-beta" />
      <span className={styles.wide}>
        <TagsInput
          label="Betas"
          tags={betas}
          placeholder={betas.length === 0 ? 'not sent; type one and press Enter' : 'add…'}
          onChange={change}
        />
      </span>
      <FieldNotes field="betas" />
    </div>
  )
}

function ExtrasField() {
  const { prompts } = usePromptServices()
  const { edit, undo, redo } = prompts.getState()
  const settings = usePrompt((prompt) => prompt.settings)
  const drafts = useJsonDraft('extras')
  const extras = useMemo(() => extraFields(settings), [settings])
  return (
    <div className={panel.block}>
      <span className={panel.blockTitle}>Any other body field, as JSON</span>
      <JsonField
        label="Other body fields"
        value={extras}
        check={extrasProblem}
        onChange={(next) =>
          edit(
            (prompt) =>
              typeof next === 'object' && next !== null && !Array.isArray(next)
                ? { ...prompt, settings: withExtraFields(prompt.settings, next) }
                : prompt,
            'setting:extras',
          )
        }
        onUndo={undo}
        onRedo={redo}
        drafts={drafts}
      />
      {Object.keys(extras).map((field) => (
        <FieldNotes key={field} field={field} />
      ))}
    </div>
  )
}
