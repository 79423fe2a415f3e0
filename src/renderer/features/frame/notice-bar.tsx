import { useStore } from 'zustand'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import styles from './notice-bar.module.css'
import type { NoticesStore } from './notices-store.ts'

/** What happened to the person's files, one line each, until it is dismissed. */
export function NoticeBar({ store }: { store: NoticesStore }) {
  const { toaster } = usePromptServices()
  const { notices, dismiss } = useStore(store)
  return (
    <section className={styles.bar} aria-label="Notices">
      {notices.map(({ id, message, path }) => (
        <div key={id} role="status" className={styles.notice}>
          <p className={styles.words}>
            {message} {path !== null && <code className={styles.path}>{path}</code>}
          </p>
          {path !== null && (
            <Button
              size="small"
              onClick={() => {
                navigator.clipboard.writeText(path).then(
                  () => toaster.show('The path is copied.'),
                  () => toaster.show('The path could not be copied: the browser does not allow it here.'),
                )
              }}
            >
              Copy path
            </Button>
          )}
          <Button size="small" onClick={() => reportFailure(toaster, dismiss(id))}>
            Dismiss
          </Button>
        </div>
      ))}
    </section>
  )
}
