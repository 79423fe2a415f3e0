import { Button } from '../../ui/button.tsx'
import styles from './failure-page.module.css'

/** Stands in the app's place when it cannot go on. */
export function FailurePage({ title, message }: { title: string; message: string }) {
  return (
    <main className={styles.page}>
      <h1 className={styles.heading}>{title}</h1>
      <p role="alert">{message}</p>
      <Button onClick={() => window.location.reload()}>Reload</Button>
    </main>
  )
}
