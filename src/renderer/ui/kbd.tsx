import type { ReactNode } from 'react'
import styles from './kbd.module.css'

/** A key combination, as it is printed on a button, in a menu or in a tooltip. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className={styles.kbd}>{children}</kbd>
}
