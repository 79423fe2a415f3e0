import { useRef } from 'react'
import { useShallow } from 'zustand/shallow'
import { setSetting, unsetSetting } from '../../../parts/prompt/edits/prompt-edits.ts'
import { findingsOf } from '../../../parts/prompt/findings/findings-store.ts'
import { useFindings, usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { NumberField } from '../../../ui/number-field.tsx'
import { Slider } from '../../../ui/slider.tsx'
import type { NumberSetting } from './setting-fields.ts'
import { SettingRow, settingState } from './setting-row.tsx'
import styles from './settings-panel.module.css'

/** A number: slider, field and state. Any number is kept as typed; an empty field is not sent. */
export function NumberSettingRow({ setting }: { setting: NumberSetting }) {
  const { field, title, step, slider, apiDefault } = setting
  const { edit } = usePromptServices().prompts.getState()
  const value = usePrompt(({ settings }) => settings[field]) ?? null
  const findings = useFindings(useShallow((state) => findingsOf(state, field)))
  const lastValue = useRef<number | null>(null)
  if (value !== null) lastValue.current = value
  const isRequired = field === 'max_tokens'

  function change(next: number | null) {
    edit(next === null ? unsetSetting(field) : setSetting(field, next), `setting:${field}`)
  }

  function slide(position: number) {
    const next = slider.toValue(position)
    // On the slider of max_tokens several positions may be one value: a key press must still go somewhere.
    const isStuck = next === value && position !== slider.toPosition(value)
    change(isStuck ? value + Math.sign(position - slider.toPosition(value)) : next)
  }

  return (
    <SettingRow
      title={title}
      field={field}
      state={settingState(value !== null, findings)}
      onToggle={isRequired ? null : () => change(value === null ? (lastValue.current ?? apiDefault ?? 1) : null)}
    >
      <Slider
        label={title}
        value={value === null ? null : slider.toPosition(value)}
        min={0}
        max={slider.max}
        step={slider.step}
        hint={apiDefault}
        valueText={value === null ? 'not sent' : String(value)}
        onChange={slide}
      />
      <span className={styles.number}>
        <NumberField
          label={title}
          value={value}
          placeholder={apiDefault === null ? '–' : String(apiDefault)}
          step={step}
          onChange={change}
        />
      </span>
    </SettingRow>
  )
}
