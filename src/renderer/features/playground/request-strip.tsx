import type { ReactNode } from 'react'
import { ModelPicker } from './model-picker.tsx'
import styles from './request-strip.module.css'
import { VersionChip } from './version-chip.tsx'

/** Above the messages: where the request goes. `trailing` stands at the right end. */
export function RequestStrip({ trailing }: { trailing?: ReactNode }) {
  return (
    <div className={styles.strip}>
      <ModelPicker />
      <VersionChip />
      <span className={styles.grow} />
      {trailing}
    </div>
  )
}
