import { useStore } from 'zustand'
import { reportFailure } from '../../parts/report-failure.ts'
import { countText } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import type { Toaster } from '../../ui/toast.tsx'
import styles from './history-view.module.css'
import type { HistoryViewStore } from './history-view-store.ts'
import { NoteField } from './note-field.tsx'
import { SelectionBar } from './selection-bar.tsx'

type HistoryBarProps = {
  store: HistoryViewStore
  toaster: Toaster
  /** The run that the response pane shows. */
  shownId: string | null
  onCompare: (ids: readonly string[]) => void
  onDelete: (ids: string[]) => void
}

/** Below the list: the removal that goes on, else what can be done with the selected runs, else the note of the shown one. */
export function HistoryBar({ store, toaster, shownId, onCompare, onDelete }: HistoryBarProps) {
  const { rows, selected, removal, stopRemoval, star, note, select, selectNone } = useStore(store)
  const chosen = [...selected]
  const shown = rows.find(({ run }) => run.id === shownId)?.run
  if (removal) {
    return (
      <div className={styles.bar} role="status">
        Deleting: {countText(removal.removed)} of {countText(removal.total)} runs
        <Button size="small" onClick={stopRemoval}>
          Stop
        </Button>
      </div>
    )
  }
  if (chosen.length > 0) {
    return (
      <SelectionBar
        count={chosen.length}
        onCompare={() => onCompare(chosen)}
        onStar={() => reportFailure(toaster, star(chosen, true))}
        onDelete={() => onDelete(chosen)}
        onClear={selectNone}
      />
    )
  }
  return (
    shown && (
      <NoteField
        key={shown.id}
        run={shown}
        onNote={(text) => reportFailure(toaster, note(shown.id, text))}
        onSelect={() => select(shown.id, true)}
      />
    )
  )
}
