import { countText } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

type RemoveDialogProps = { count: number; onConfirm: () => void; onCancel: () => void }

/** Asks once: what is deleted of the history cannot be brought back. */
export function RemoveDialog({ count, onConfirm, onCancel }: RemoveDialogProps) {
  const what = count === 1 ? 'this run' : `these ${countText(count)} runs`
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      title={count === 1 ? 'Delete 1 run?' : `Delete ${countText(count)} runs?`}
      description={`The requests, answers, notes and wire records of ${what} are gone for good. Prompts in the library stay.`}
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
      {null}
    </Dialog>
  )
}
