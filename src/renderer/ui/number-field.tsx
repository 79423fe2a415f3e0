import { type KeyboardEvent, useId, useState } from 'react'
import { classNames } from './class-names.ts'
import { isComposing } from './is-composing.ts'
import styles from './number-field.module.css'

type NumberFieldProps = {
  label: string
  /** `null`: empty. */
  value: number | null
  placeholder?: string
  /** How far the Up and Down keys go; 1 unless told. Shift goes ten times as far. */
  step?: number
  disabled?: boolean
  /** What it means that nothing is in it, said where the text is no number. */
  emptyMeans?: string
  onChange: (value: number | null) => void
}

/**
 * Any number a person may type: `1e3`, `-2`, `0,7` with a decimal comma. `null` when empty, `undefined` when it is none.
 * `1,000` is none either: it is a thousand to some and one to others.
 */
export function parseNumber(text: string): number | null | undefined {
  const trimmed = text.trim()
  if (trimmed === '') return null
  if (/^[+-]?[1-9]\d{0,2},\d{3}$/.test(trimmed)) return undefined
  const decimal = /^[^.,]*,[^.,]*$/.test(trimmed) ? trimmed.replace(',', '.') : trimmed
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(decimal)) return undefined
  const number = Number(decimal)
  return Number.isFinite(number) ? number : undefined
}

/** Takes every number as typed, whatever its range. What is no number stays as typed, is explained, and changes nothing. */
export function NumberField({
  label,
  value,
  placeholder,
  step = 1,
  disabled,
  emptyMeans = 'Nothing is sent.',
  onChange,
}: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const explanationId = useId()
  // A draft that says another number than `value` is stale: something else (a slider, undo) has set the value since.
  const parsed = draft === null ? undefined : parseNumber(draft)
  const isInvalid = draft !== null && parsed === undefined
  const shown = draft !== null && (isInvalid || parsed === value) ? draft : format(value)

  function change(text: string) {
    setDraft(text)
    const next = parseNumber(text)
    if (next !== undefined && next !== value) onChange(next)
  }

  function stepBy(event: KeyboardEvent) {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0
    if (direction === 0 || isComposing(event)) return
    event.preventDefault()
    const start = value ?? parseNumber(placeholder ?? '') ?? 0
    // Steps of 0.1 add up to 0.30000000000000004; twelve digits are more than any field here needs.
    change(format(Number((start + direction * step * (event.shiftKey ? 10 : 1)).toPrecision(12))))
  }

  return (
    <span className={styles.field}>
      <input
        type="text"
        inputMode="decimal"
        autoComplete="off"
        className={classNames(styles.input, value === null && !isInvalid && styles.off)}
        aria-label={label}
        aria-invalid={isInvalid}
        aria-describedby={isInvalid ? explanationId : undefined}
        value={shown}
        placeholder={placeholder}
        disabled={disabled}
        onChange={(event) => change(event.target.value)}
        onKeyDown={stepBy}
        onBlur={() => !isInvalid && setDraft(null)}
      />
      {isInvalid && (
        <span id={explanationId} role="alert" className={styles.explanation}>
          “{start(draft)}” is not a number. {value === null ? emptyMeans : `${format(value)} is still used.`}
        </span>
      )}
    </span>
  )
}

/** As much of a text as is quoted: what was pasted here by mistake may be long, and would stand over the fields around it. */
function start(text: string): string {
  const quoted = /^.{16}(?=.)/su.exec(text)
  return quoted ? `${quoted[0]}…` : text
}

function format(value: number | null): string {
  return value === null ? '' : String(value)
}
