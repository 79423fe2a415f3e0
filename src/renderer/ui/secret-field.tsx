import { type ReactNode, type Ref, useId } from 'react'
import styles from './field.module.css'

type SecretFieldProps = {
  label: string
  /** The field itself: read its `value` when it is needed, and empty it afterwards. */
  ref: Ref<HTMLInputElement>
  placeholder?: string
  hint?: ReactNode
  error?: ReactNode
  /** Whether anything is in the field now. */
  onFilledChange?: (isFilled: boolean) => void
  onEnter?: () => void
}

/** For what must not be kept in the page: the text is in the field only, never in a component's state. */
export function SecretField(props: SecretFieldProps) {
  const { label, ref, placeholder, hint, error, onFilledChange, onEnter } = props
  const id = useId()
  const note = error || hint
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <input
        ref={ref}
        id={id}
        type="password"
        className={styles.input}
        // Keeps password managers from offering to store it or to fill it in.
        autoComplete="new-password"
        spellCheck={false}
        placeholder={placeholder}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? `${id}-note` : undefined}
        onChange={(event) => onFilledChange?.(event.target.value !== '')}
        onKeyDown={(event) => event.key === 'Enter' && onEnter?.()}
      />
      {note && (
        <div id={`${id}-note`} role={error ? 'alert' : undefined} className={error ? styles.error : styles.hint}>
          {note}
        </div>
      )}
    </div>
  )
}
