import { useState } from 'react'
import type { ExportFormat } from '#shared/runs/history'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Segmented } from '../../ui/segmented.tsx'
import { Switch } from '../../ui/switch.tsx'
import styles from './history-view.module.css'

type ExportDialogProps = {
  /** What is exported: `all runs`, `3 selected`. */
  what: string
  onExport: (format: ExportFormat, withWire: boolean) => void
  onCancel: () => void
}

const about = {
  jsonl: 'One run per line: request, answer, prompt, usage, cost, attempts, star and note. Antiphon imports it again.',
  csv: 'One run per row, for a spreadsheet: times, models, tokens, costs, answers. It cannot be imported again.',
}

/** Asks what a file of runs is to hold. */
export function ExportDialog({ what, onExport, onCancel }: ExportDialogProps) {
  const [format, setFormat] = useState<ExportFormat>('jsonl')
  const [withWire, setWithWire] = useState(false)
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onCancel()}
      title="Export runs"
      description={`Of ${what}, those that have ended.`}
      footer={
        <>
          <Button variant="ghost" onClick={onCancel}>
            Cancel
          </Button>
          <Button onClick={() => onExport(format, withWire && format === 'jsonl')}>Export</Button>
        </>
      }
    >
      <div className={styles.exportForm}>
        <Segmented
          label="Format"
          options={[
            { value: 'jsonl', label: 'JSON lines' },
            { value: 'csv', label: 'CSV' },
          ]}
          value={format}
          onChange={setFormat}
        />
        <p className={styles.about}>{about[format]}</p>
        {format === 'jsonl' && (
          <>
            <Switch label="With headers and events" checked={withWire} onChange={setWithWire} />
            <p className={styles.about}>
              What went over the wire, each event with its time, so that answers can be played again where the file is
              imported. It makes the file several times as large.
            </p>
          </>
        )}
      </div>
    </Dialog>
  )
}
