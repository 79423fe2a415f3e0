import { useRef } from 'react'
import { useShallow } from 'zustand/shallow'
import { isObject, type JsonValue } from '#shared/text/json'
import { setSetting, unsetSetting } from '../../../parts/prompt/edits/prompt-edits.ts'
import { useFindings, usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Select } from '../../../ui/select.tsx'
import { extraFields } from '../fields/extra-fields.ts'
import { FieldNotes } from './field-notes.tsx'
import { settingState } from './setting-row.tsx'
import styles from './settings-panel.module.css'

type ChoiceRowProps = { title: string; field: string; values: readonly string[] }

/** A field that is one of a few words: not sent, set, or refused here. */
export function ChoiceRow({ title, field, values }: ChoiceRowProps) {
  const value = usePrompt(({ settings }) => settings[field])
  if (value !== undefined && typeof value !== 'string') return null
  const options = value === undefined || values.includes(value) ? values : [...values, value]
  return (
    <Row
      title={title}
      field={field}
      value={value ?? ''}
      options={options.map((text) => ({ value: text, label: text }))}
      toSetting={(text) => text}
    />
  )
}

/** Automatic caching: the API sets a breakpoint at the end of the request. */
export function CacheRow() {
  const value = usePrompt(({ settings }) => settings.cache_control)
  const isOdd = usePrompt(({ settings }) => extraFields(settings).cache_control !== undefined)
  if (isOdd) return null
  const ttl = isObject(value) ? (value.ttl === '1h' ? '1h' : '5m') : ''
  return (
    <Row
      title="Automatic cache"
      field="cache_control"
      value={ttl}
      options={[
        { value: '5m', label: 'for 5 minutes' },
        { value: '1h', label: 'for 1 hour' },
      ]}
      toSetting={(text) => (text === '1h' ? { type: 'ephemeral', ttl: '1h' } : { type: 'ephemeral' })}
    />
  )
}

type RowProps = {
  title: string
  field: string
  /** Empty: not sent. */
  value: string
  options: { value: string; label: string }[]
  toSetting: (value: string) => JsonValue
}

function Row({ title, field, value, options, toSetting }: RowProps) {
  const { edit } = usePromptServices().prompts.getState()
  const findings = useFindings(useShallow((state) => state.findings.filter((one) => one.field === field)))
  const last = useRef(options[0]?.value ?? '')
  if (value !== '') last.current = value
  const state = settingState(value !== '', findings)
  const set = (next: string) => edit(next === '' ? unsetSetting(field) : setSetting(field, toSetting(next)))
  return (
    <div className={styles.row} data-state={state}>
      <span className={styles.title}>
        {title} <code className={styles.field}>{field}</code>
      </span>
      <Select
        className={styles.select}
        label={title}
        hideLabel
        value={value}
        options={[{ value: '', label: 'not sent' }, ...options]}
        onChange={set}
      />
      <button
        type="button"
        className={styles.state}
        aria-label={`${title}: ${state}`}
        title={state === 'not sent' ? 'Click to set it' : 'Click not to send it'}
        onClick={() => set(value === '' ? last.current : '')}
      >
        {state}
      </button>
      <FieldNotes field={field} />
    </div>
  )
}
