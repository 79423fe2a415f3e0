import { useStore } from 'zustand'
import { RequestDiffDialog } from '../../diff/request-diff-dialog.tsx'
import { usePromptServices } from '../prompt-services.tsx'

/** The change that waits for a yes, as a diff of the request. Put once into the page. */
export function ChangePreview() {
  const { preview } = usePromptServices()
  const shown = useStore(preview, (state) => state.shown)
  const { confirm, cancel } = preview.getState()
  if (!shown) return null
  const { change, before, after } = shown
  return (
    <RequestDiffDialog
      title={change.title}
      before={before}
      after={after}
      beforeLabel="As it is"
      afterLabel={change.afterLabel}
      changes={change.changes}
      confirmLabel={change.confirmLabel}
      onConfirm={confirm}
      onCancel={cancel}
    />
  )
}
