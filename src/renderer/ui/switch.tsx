import styles from './switch.module.css'

type SwitchProps = {
  label: string
  /** What it is switched of, where several say the same: read aloud behind the label, and not shown. */
  of?: string
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

/** On or off, taking effect at once. */
export function Switch({ label, of, checked, disabled, onChange }: SwitchProps) {
  return (
    <label className={styles.label}>
      <input
        type="checkbox"
        role="switch"
        aria-checked={checked}
        aria-label={of === undefined ? undefined : `${label}: ${of}`}
        className={styles.switch}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.target.checked)}
      />
      {label}
    </label>
  )
}
