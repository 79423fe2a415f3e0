import type { ReactNode } from 'react'
import { LibraryList } from './library-list.tsx'
import styles from './navigator.module.css'

type NavigatorProps = { history: ReactNode; onRename: () => void }

/** What can be opened: the prompts of the library and the runs so far. */
export function Navigator({ history, onRename }: NavigatorProps) {
  return (
    <nav className={styles.navigator} aria-label="Navigator">
      <LibraryList onRename={onRename} />
      <div className={styles.history}>{history}</div>
    </nav>
  )
}
