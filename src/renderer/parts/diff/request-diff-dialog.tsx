import { Suspense } from 'react'
import { lazyPart } from '../../ui/lazy-part.ts'
import type { RequestDiffProps } from './request-diff.tsx'

export type RequestDiffDialogProps = Pick<RequestDiffProps, 'before' | 'after' | 'beforeLabel' | 'afterLabel'> & {
  /** The accessible name of the dialog, such as `Fix all`. */
  title: string
  /** The button that does it, such as `Apply 3 fixes`; without it the dialog only shows. */
  confirmLabel?: string
  onConfirm?: () => void
  /** Cancel, Escape or the cross. */
  onCancel: () => void
  /** In words, one line each: what changes, or what cannot be changed. */
  changes?: readonly string[]
}

const Loaded = lazyPart(async () => (await import('./request-diff-popup.tsx')).RequestDiffPopup)

/** Shows what a change does to the request before it is done. Escape cancels; the focus goes back to where it was. */
export function RequestDiffDialog(props: RequestDiffDialogProps) {
  return (
    <Suspense>
      <Loaded {...props} />
    </Suspense>
  )
}
