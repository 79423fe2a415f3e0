import { ChartColumn, Download, Ellipsis, Trash2, Upload } from 'lucide-react'
import { useRef } from 'react'
import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { exportRuns, importRuns } from './history-files.ts'

type HistoryToolsProps = {
  /** What is exported or deleted: `all runs`, `3 selected runs`. */
  what: string
  onUsage: () => void
  onExport: () => void
  onImport: (file: File) => void
  /** `null` where there is nothing to delete. */
  onDelete: (() => void) | null
}

/** What can be done with the history as a whole. */
export function HistoryTools({ what, onUsage, onExport, onImport, onDelete }: HistoryToolsProps) {
  const file = useRef<HTMLInputElement>(null)
  const chooseFile = () => file.current?.click()
  useOffers(() => [
    { ...exportRuns, group: 'History', place: what, perform: onExport },
    { ...importRuns, group: 'History', perform: chooseFile },
  ])
  return (
    <>
      <IconButton size="small" label="Usage" icon={<ChartColumn size={15} />} onClick={onUsage} />
      <Menu
        align="end"
        trigger={<IconButton size="small" label="More for the history" icon={<Ellipsis size={15} />} />}
        items={[
          { label: 'Export…', detail: what, icon: <Download size={14} />, onSelect: onExport },
          { label: 'Import runs…', icon: <Upload size={14} />, onSelect: chooseFile },
          'separator',
          {
            label: 'Delete…',
            detail: what,
            icon: <Trash2 size={14} />,
            danger: true,
            disabled: onDelete === null,
            onSelect: () => onDelete?.(),
          },
        ]}
      />
      <input
        ref={file}
        type="file"
        hidden
        accept=".jsonl,.db,application/jsonl"
        aria-label="History file"
        onChange={({ target }) => {
          const chosen = target.files?.[0]
          if (chosen) onImport(chosen)
          // The same file may be chosen again.
          target.value = ''
        }}
      />
    </>
  )
}
