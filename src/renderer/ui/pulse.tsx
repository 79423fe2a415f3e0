import styles from './pulse.module.css'

/** A dot that says to the eye that something goes on; the words beside it say it to everybody. */
export function Pulse() {
  return <span aria-hidden className={styles.pulse} />
}
