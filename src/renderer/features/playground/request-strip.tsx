import { type ReactNode, Suspense } from 'react'
import { FindingNotes } from '../../parts/prompt/findings/finding-notes.tsx'
import { lazyOnceDrawn } from '../../ui/lazy-part.ts'
import { FindingsBadge } from './findings/findings-badge.tsx'
import { ModelPicker } from './model/model-picker.tsx'
import styles from './request-strip.module.css'
import { VersionChip } from './version/version-chip.tsx'

const ModelNote = lazyOnceDrawn(async () => (await import('./model/model-note.tsx')).ModelNote)

export type RequestStripProps = { onRunAnyway: () => void; viewSwitch: ReactNode }

/** Above the messages: where the request goes, and what is known to be wrong with it. */
export function RequestStrip({ onRunAnyway, viewSwitch }: RequestStripProps) {
  return (
    <>
      <div className={styles.strip} data-pane-head>
        <span data-prompt-field="model" className={styles.pickerPlace}>
          <ModelPicker />
        </span>
        <span data-prompt-field="api_version">
          <VersionChip />
        </span>
        <span className={styles.badgePlace}>
          <FindingsBadge onRunAnyway={onRunAnyway} />
        </span>
        <span className={styles.views}>{viewSwitch}</span>
      </div>
      <FindingNotes owner="model" withHints={false} className={styles.notes} />
      <Suspense>
        <ModelNote />
      </Suspense>
      <FindingNotes owner="api_version" withHints={false} className={styles.notes} />
      <FindingNotes owner="request" withHints={false} className={styles.notes} />
    </>
  )
}
