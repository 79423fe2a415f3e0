import { Suspense } from 'react'
import type { Answer } from '#shared/contract'
import type { ExportFormat, RunChoice } from '#shared/runs/history'
import type { Host } from '../../host/host.ts'
import { lazyPart } from '../../ui/lazy-part.ts'

const CompareDialog = lazyPart(async () => (await import('./compare-dialog.tsx')).CompareDialog)
const UsageDialog = lazyPart(async () => (await import('./usage-dialog.tsx')).UsageDialog)
const ExportDialog = lazyPart(async () => (await import('./export-dialog.tsx')).ExportDialog)
const RemoveDialog = lazyPart(async () => (await import('./remove-dialog.tsx')).RemoveDialog)

/** What lies over the history, and what it is about. */
export type HistoryQuestion =
  | { kind: 'compare'; ids: readonly string[] }
  | { kind: 'remove'; choice: RunChoice; count: number; copies: Answer<'history.copies'> }
  | { kind: 'export'; choice: RunChoice; what: string }
  | { kind: 'usage' }

type HistoryDialogsProps = {
  host: Host
  question: HistoryQuestion | null
  onRemove: (choice: RunChoice) => void
  onExport: (choice: RunChoice, format: ExportFormat, withWire: boolean) => void
  onClose: () => void
}

export function HistoryDialogs(props: HistoryDialogsProps) {
  return <Suspense>{props.question && <HistoryDialog {...props} question={props.question} />}</Suspense>
}

function HistoryDialog(props: HistoryDialogsProps & { question: HistoryQuestion }) {
  const { host, question, onRemove, onExport, onClose } = props
  switch (question.kind) {
    case 'compare':
      return <CompareDialog host={host} ids={question.ids} onClose={onClose} />
    case 'usage':
      return <UsageDialog host={host} onClose={onClose} />
    case 'remove':
      return (
        <RemoveDialog
          count={question.count}
          copies={question.copies}
          onConfirm={() => {
            onClose()
            onRemove(question.choice)
          }}
          onCancel={onClose}
        />
      )
    case 'export':
      return (
        <ExportDialog
          what={question.what}
          onExport={(format, withWire) => {
            onClose()
            onExport(question.choice, format, withWire)
          }}
          onCancel={onClose}
        />
      )
  }
}
