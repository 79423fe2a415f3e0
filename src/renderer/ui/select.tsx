import { ChevronDown } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'

type SelectProps<Value extends string> = {
  label: string
  hideLabel?: boolean
  value: Value
  options: readonly { value: Value; label: string; disabled?: boolean }[]
  onChange: (value: Value) => void
  hint?: ReactNode
  disabled?: boolean
  className?: string
}

/** The browser's own list: every keyboard and every screen reader knows it. */
export function Select<Value extends string>(props: SelectProps<Value>) {
  const { label, hideLabel, value, options, onChange, hint, disabled, className } = props
  const id = useId()
  const chosen = (text: string) => options.find((option) => option.value === text)
  return (
    <div className={classNames(styles.field, className)}>
      {!hideLabel && (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      )}
      <span className={styles.wrap}>
        <select
          id={id}
          className={classNames(styles.input, styles.select)}
          aria-label={hideLabel ? label : undefined}
          aria-describedby={hint ? `${id}-hint` : undefined}
          value={value}
          disabled={disabled}
          onChange={(event) => {
            const option = chosen(event.target.value)
            if (option) onChange(option.value)
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value} disabled={option.disabled}>
              {option.label}
            </option>
          ))}
        </select>
        <ChevronDown className={styles.chevron} size={14} aria-hidden />
      </span>
      {hint && (
        <div id={`${id}-hint`} className={styles.hint}>
          {hint}
        </div>
      )}
    </div>
  )
}
