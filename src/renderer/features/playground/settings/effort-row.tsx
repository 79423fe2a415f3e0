import { useShallow } from 'zustand/shallow'
import { setNested } from '../../../parts/prompt/edits/prompt-edits.ts'
import { findingsOf } from '../../../parts/prompt/findings/findings-store.ts'
import { useFindings, usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Select } from '../../../ui/select.tsx'
import { effortLevels } from './setting-fields.ts'
import { SettingRow, settingState } from './setting-row.tsx'
import styles from './settings-panel.module.css'

/** How much the model spends on an answer. Shown where the model takes it, and wherever it is set. */
export function EffortRow() {
  const { edit } = usePromptServices().prompts.getState()
  const effort = usePrompt(({ settings }) => settings.output_config?.effort)
  const model = useFindings((state) => state.model)
  const findings = useFindings(useShallow((state) => findingsOf(state, 'effort')))
  const levels = effortLevels(model, effort)
  if (levels.length === 0 || (effort !== undefined && typeof effort !== 'string')) return null
  const set = (level: string | null) => edit(setNested('output_config', 'effort', level))
  const usual = model?.defaults.effort
  return (
    <SettingRow
      title="Effort"
      field="effort"
      state={settingState(effort !== undefined, findings)}
      onToggle={() => set(effort === undefined ? (usual ?? levels[0] ?? null) : null)}
    >
      <Select
        className={styles.select}
        label="Effort"
        hideLabel
        value={effort ?? ''}
        options={[
          { value: '', label: usual ? `not sent (${usual} is the default)` : 'not sent' },
          ...levels.map((level) => ({ value: level, label: level })),
        ]}
        onChange={(level) => set(level === '' ? null : level)}
      />
    </SettingRow>
  )
}
