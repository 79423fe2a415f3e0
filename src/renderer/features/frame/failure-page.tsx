import { Button } from '../../ui/button.tsx'
import styles from './failure-page.module.css'

/** Stands in the app's place when it cannot go on. */
export function FailurePage({ message }: { message: string }) {
  return (
    <main className={styles.page}>
      <h1 className={styles.heading}>Antiphon cannot go on</h1>
      <p role="alert">{message}</p>
      <p className={styles.muted}>What you typed was journalled within a second and is there again afterwards.</p>
      <Button onClick={() => window.location.reload()}>Reload</Button>
    </main>
  )
}
