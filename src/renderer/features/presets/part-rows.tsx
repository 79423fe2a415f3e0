import { type PresetPart, partText } from '#shared/presets/preset'
import styles from './save-preset-form.module.css'

type PartRowsProps = {
  title: string
  parts: readonly PresetPart[]
  keys: ReadonlySet<string>
  onChoose: (key: string, isChosen: boolean) => void
}

/** Parts of a prompt with their values, each to be ticked or not. */
export function PartRows({ title, parts, keys, onChoose }: PartRowsProps) {
  if (parts.length === 0) return null
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {parts.map((part) => (
        <label key={part.key} className={styles.part}>
          <input
            type="checkbox"
            checked={keys.has(part.key)}
            onChange={({ target }) => onChoose(part.key, target.checked)}
          />
          <span className={styles.label}>{part.label}</span>
          <span className={styles.value} title={partText(part)}>
            {partText(part)}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
