import { type ReactNode, useMemo } from 'react'
import type { JsonValue } from '#shared/json'
import { FindingNotes } from '../../parts/prompt/finding-notes.tsx'
import { otherOwner } from '../../parts/prompt/finding-owner.ts'
import { setNested, setSetting, unsetSetting } from '../../parts/prompt/prompt-edits.ts'
import { useFindings, usePrompt, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Collapsible } from '../../ui/collapsible.tsx'
import { TagsInput } from '../../ui/tags-input.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { EffortRow } from './effort-row.tsx'
import { NumberSettingRow } from './number-setting-row.tsx'
import { numberSettings, otherFields, settingsSummary } from './setting-fields.ts'
import styles from './settings-panel.module.css'

type SettingsPanelProps = {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** At the right end of the title's row. */
  trailing?: ReactNode
}

/** Every request field beside the messages, always in sight. What is not sent here is not sent at all. */
export function SettingsPanel({ isOpen, onOpenChange, trailing }: SettingsPanelProps) {
  const settings = usePrompt((prompt) => prompt.settings)
  const summary = useFindings(({ findings }) => settingsSummary(settings, findings))
  const model = useFindings((state) => state.model)
  const numbers = useMemo(() => numberSettings(model), [model])
  return (
    <Collapsible
      className={styles.panel}
      title="Settings"
      summary={summary}
      open={isOpen}
      onOpenChange={onOpenChange}
      trailing={trailing}
    >
      <div className={styles.rows}>
        {numbers.map((setting) => (
          <NumberSettingRow key={setting.field} setting={setting} />
        ))}
        <EffortRow />
        <StopSequencesRow />
        <UserIdRow />
        <OtherFieldsRow />
      </div>
    </Collapsible>
  )
}

const noTags: string[] = []

function StopSequencesRow() {
  const { edit } = usePromptServices().prompts.getState()
  const tags = usePrompt(({ settings }) => settings.stop_sequences) ?? noTags
  return (
    <div className={styles.row} data-prompt-field="stop_sequences">
      <span className={styles.title}>
        Stop sequences <code className={styles.field}>stop_sequences</code>
      </span>
      <span className={styles.wide}>
        <TagsInput
          label="Stop sequences"
          tags={tags}
          placeholder={tags.length === 0 ? 'not sent; type one and press Enter' : 'add…'}
          onChange={(next) =>
            edit(next.length === 0 ? unsetSetting('stop_sequences') : setSetting('stop_sequences', next))
          }
        />
      </span>
      <FindingNotes owner="stop_sequences" className={styles.reason} />
    </div>
  )
}

function UserIdRow() {
  const { edit } = usePromptServices().prompts.getState()
  const userId = usePrompt(({ settings }) => settings.metadata?.user_id)
  // Something other than text is listed as it is below the controls.
  if (userId !== undefined && typeof userId !== 'string') return null
  return (
    <div className={styles.row} data-prompt-field="metadata.user_id">
      <span className={styles.title}>
        User id <code className={styles.field}>metadata.user_id</code>
      </span>
      <TextField
        className={styles.wide}
        label="User id"
        hideLabel
        value={userId ?? ''}
        placeholder="not sent; an id of yours, not a name"
        spellCheck={false}
        onChange={(text) => edit(setNested('metadata', 'user_id', text === '' ? null : text), 'setting:user_id')}
      />
      <FindingNotes owner="metadata.user_id" className={styles.reason} />
    </div>
  )
}

function OtherFieldsRow() {
  const settings = usePrompt((prompt) => prompt.settings)
  const fields = otherFields(settings)
  if (fields.length === 0) return null
  const values: JsonValue = Object.fromEntries(fields.map(({ name, value }) => [name, value]))
  return (
    <div data-prompt-field={otherOwner}>
      <details className={styles.others}>
        <summary>
          Also sent: <span className={styles.names}>{fields.map(({ name }) => name).join(', ')}</span>
        </summary>
        <pre className={styles.json}>{JSON.stringify(values, null, 2)}</pre>
      </details>
      <FindingNotes owner={otherOwner} className={styles.otherReasons} />
    </div>
  )
}
