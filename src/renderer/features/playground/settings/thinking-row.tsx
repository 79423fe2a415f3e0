import { useRef } from 'react'
import { useShallow } from 'zustand/shallow'
import type { JsonObject } from '#shared/text/json'
import { setSetting, unsetSetting } from '../../../parts/prompt/edits/prompt-edits.ts'
import { findingsOf } from '../../../parts/prompt/findings/findings-store.ts'
import { useFindings, usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { NumberField } from '../../../ui/number-field.tsx'
import { Select } from '../../../ui/select.tsx'
import { SettingRow, settingState } from './setting-row.tsx'
import styles from './settings-panel.module.css'
import { displayChoices, thinkingChoices, withThinkingType } from './thinking-choices.ts'

/** How the model thinks: the types that it takes, a budget where there is one, and what of it comes back. */
export function ThinkingRow() {
  const { edit } = usePromptServices().prompts.getState()
  const thinking = usePrompt(({ settings }) => settings.thinking)
  const maxTokens = usePrompt(({ settings }) => settings.max_tokens)
  const model = useFindings((state) => state.model)
  const findings = useFindings(useShallow((state) => findingsOf(state, 'thinking')))
  const last = useRef<JsonObject | null>(null)
  if (thinking) last.current = thinking
  const type = typeof thinking?.type === 'string' ? thinking.type : null
  const choices = thinkingChoices(model, type)

  function set(next: JsonObject | null, group?: string) {
    edit(next === null ? unsetSetting('thinking') : setSetting('thinking', next), group)
  }
  function choose(next: string) {
    set(next === '' ? null : withThinkingType(thinking ?? last.current, next, maxTokens))
  }
  function setPart(part: 'display' | 'budget_tokens', value: string | number | null) {
    const { [part]: _before, ...others } = thinking ?? {}
    set(value === null ? others : { ...thinking, [part]: value }, `setting:thinking.${part}`)
  }

  return (
    <SettingRow
      title="Thinking"
      field="thinking"
      state={settingState(thinking !== undefined, findings)}
      onToggle={() => (thinking ? set(null) : set(last.current ?? withThinkingType(null, choices.usual, maxTokens)))}
    >
      <span className={classNames(styles.pair, type !== 'enabled' && styles.select)}>
        <Select
          label="Thinking"
          hideLabel
          value={type ?? ''}
          options={[{ value: '', label: choices.whenNotSent }, ...choices.options]}
          onChange={choose}
        />
        {(type === 'adaptive' || type === 'enabled') && (
          <Select
            label="Thinking display"
            hideLabel
            value={typeof thinking?.display === 'string' ? thinking.display : ''}
            options={displayChoices(model, thinking?.display)}
            onChange={(display) => setPart('display', display === '' ? null : display)}
          />
        )}
      </span>
      {type === 'enabled' && (
        <span className={styles.number}>
          <NumberField
            label="Thinking budget_tokens"
            value={typeof thinking?.budget_tokens === 'number' ? thinking.budget_tokens : null}
            placeholder="budget"
            step={1024}
            onChange={(budget) => setPart('budget_tokens', budget)}
          />
        </span>
      )}
    </SettingRow>
  )
}
