import { useId } from 'react'
import styles from './field-panel.module.css'

type TextAreaProps = {
  label: string
  /** As with the texts of messages (TextEditor). */
  name?: string
  value: string
  placeholder?: string
  onChange: (text: string) => void
}

/** A text of a few lines, which grows with what is in it. */
export function TextArea({ label, name, value, placeholder, onChange }: TextAreaProps) {
  const id = useId()
  return (
    <div className={styles.block}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className={styles.text}
        data-text={name}
        value={value}
        placeholder={placeholder}
        rows={2}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
