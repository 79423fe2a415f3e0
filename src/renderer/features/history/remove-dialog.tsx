import type { Answer } from '#shared/contract'
import { countText } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import styles from './history-view.module.css'

type RemoveDialogProps = {
  count: number
  /** Where deleted runs are still to be found. */
  copies: Answer<'history.copies'>
  onConfirm: () => void
  onCancel: () => void
}

/** Asks once: what is deleted of the history cannot be brought back. Says what stays elsewhere. */
export function RemoveDialog({ count, copies: { folder, names }, onConfirm, onCancel }: RemoveDialogProps) {
  const what = count === 1 ? 'this run' : `these ${countText(count)} runs`
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      title={count === 1 ? 'Delete 1 run?' : `Delete ${countText(count)} runs?`}
      description={`The requests, answers, notes, wire records and indexed words of ${what} are overwritten in the history. There is no undo.`}
      footer={
        <>
          <Button variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
          <Button danger onClick={onConfirm}>
            Delete
          </Button>
        </>
      }
    >
      <p className={styles.about}>Prompts in the library stay, and so does what was exported or shared.</p>
      {names.length > 0 && (
        <div className={styles.about}>
          <p>
            Copies of an older history, from before an update or a repair, stay as well. Where they hold these runs,
            delete the files in <code className={styles.path}>{folder}</code>:
          </p>
          <ul className={styles.reasons}>
            {names.map((name) => (
              <li key={name}>
                <code className={styles.path}>{name}</code>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Dialog>
  )
}
