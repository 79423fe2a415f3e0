import { useId } from 'react'
import styles from './field-panel.module.css'

type TextAreaProps = { label: string; value: string; placeholder?: string; onChange: (text: string) => void }

/** A text of a few lines, which grows with what is in it. */
export function TextArea({ label, value, placeholder, onChange }: TextAreaProps) {
  const id = useId()
  return (
    <div className={styles.block}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        id={id}
        className={styles.text}
        value={value}
        placeholder={placeholder}
        rows={2}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
