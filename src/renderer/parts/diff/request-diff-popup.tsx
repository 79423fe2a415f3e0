import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RequestDiff } from './request-diff.tsx'
import type { RequestDiffDialogProps } from './request-diff-dialog.tsx'
import styles from './request-diff-popup.module.css'

/** The dialog itself, in a chunk of its own: `request-diff-dialog.tsx` loads it. */
export function RequestDiffPopup(props: RequestDiffDialogProps) {
  const { title, before, after, beforeLabel, afterLabel, confirmLabel, onConfirm, onCancel, changes = [] } = props
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      title={title}
      size="wide"
      footer={
        confirmLabel === undefined ? (
          <Button onClick={onCancel}>Close</Button>
        ) : (
          <>
            <Button variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
            <Button onClick={onConfirm}>{confirmLabel}</Button>
          </>
        )
      }
    >
      <div className={styles.content}>
        {changes.length > 0 && (
          <ul className={styles.changes} aria-label="What changes">
            {changes.map((change, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two changes may read alike, and the list never changes
              <li key={index}>{change}</li>
            ))}
          </ul>
        )}
        <div className={styles.diff}>
          <RequestDiff
            label={`${title}: difference`}
            before={before}
            after={after}
            beforeLabel={beforeLabel}
            afterLabel={afterLabel}
          />
        </div>
      </div>
    </Dialog>
  )
}
