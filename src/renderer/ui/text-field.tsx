import { type ComponentProps, type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'

type TextFieldProps = Omit<ComponentProps<'input'>, 'onChange' | 'value' | 'id'> & {
  label: string
  /** Keeps the label as the accessible name without showing it. */
  hideLabel?: boolean
  value: string
  onChange: (value: string) => void
  /** One line under the field. */
  hint?: ReactNode
  /** What is wrong and how to mend it; shown in place of the hint and read aloud. */
  error?: ReactNode
}

export function TextField({
  label,
  hideLabel,
  value,
  onChange,
  hint,
  error,
  className,
  type = 'text',
  ...props
}: TextFieldProps) {
  const id = useId()
  const noteId = `${id}-note`
  const note = error || hint
  return (
    <div className={classNames(styles.field, className)}>
      {!hideLabel && (
        <label className={styles.label} htmlFor={id}>
          {label}
        </label>
      )}
      <input
        {...props}
        id={id}
        type={type}
        className={styles.input}
        aria-label={hideLabel ? label : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? noteId : undefined}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {note && (
        <div id={noteId} role={error ? 'alert' : undefined} className={error ? styles.error : styles.hint}>
          {note}
        </div>
      )}
    </div>
  )
}
