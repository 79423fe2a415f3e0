import { classNames } from './class-names.ts'
import styles from './meter.module.css'

type MeterProps = {
  label: string
  /** From 0 to 1; more than 1 fills the bar. `null`: unknown, the bar is empty. */
  value: number | null
  /** What a screen reader says, such as `1.1 % of 200k`. */
  valueText: string
  tone?: 'accent' | 'ok' | 'warning' | 'error'
}

export function Meter({ label, value, valueText, tone = 'accent' }: MeterProps) {
  const share = Math.min(1, Math.max(0, value ?? 0))
  return (
    // biome-ignore lint/a11y/useSemanticElements: the looks of <meter> cannot be set in every browser
    <span
      role="meter"
      className={styles.meter}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={share}
      aria-valuetext={valueText}
    >
      <span className={classNames(styles.fill, styles[tone])} style={{ width: `${share * 100}%` }} />
    </span>
  )
}
