import type { ReactNode } from 'react'
import { LibraryList } from './library-list.tsx'
import styles from './navigator.module.css'

type NavigatorProps = {
  presets: ReactNode
  history: ReactNode
  onRename: () => void
  onStarters: () => void
  onImport: () => void
  onImportBundle: () => void
  onShare: () => void
}

/** What can be opened: the prompts of the library, the presets that can be laid over them, and the runs so far. */
export function Navigator({ presets, history, ...library }: NavigatorProps) {
  return (
    <nav className={styles.navigator} aria-label="Navigator" data-pane>
      <LibraryList {...library} />
      {presets}
      <div className={styles.history}>{history}</div>
    </nav>
  )
}
