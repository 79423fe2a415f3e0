import type { ReactNode } from 'react'
import styles from './kbd.module.css'

/**
 * A key combination, printed beside the words of a button, a menu item or a tooltip. It is for the eye only, so that it
 * is no part of the control's name; the shortcut sheet says all keys aloud.
 */
export function Kbd({ children }: { children: ReactNode }) {
  return (
    <kbd aria-hidden className={styles.kbd}>
      {children}
    </kbd>
  )
}
