import { useStore } from 'zustand'
import { CopyButton } from '../../parts/response/copy-button.tsx'
import { countText } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './history-view.module.css'
import type { Transfer, TransferStore } from './transfer-store.ts'

/** How an export or an import goes, and what came of it. */
export function TransferBar({ store }: { store: TransferStore }) {
  const { going, exported, imported, failure, stop, dismiss } = useStore(store)
  const close = (
    <Button size="small" variant="ghost" onClick={dismiss}>
      Close
    </Button>
  )
  if (going) {
    return (
      <div className={styles.bar} role="status">
        <span className={styles.grow}>{goingWords(going)}</span>
        <Button size="small" onClick={stop}>
          Stop
        </Button>
      </div>
    )
  }
  if (failure) {
    return (
      <div className={styles.problem}>
        <Notice tone="error" actions={close}>
          {failure.message.slice(0, 1_000)}
        </Notice>
      </div>
    )
  }
  if (exported) {
    const { file, runs } = exported
    return (
      <div className={styles.problem}>
        <Notice
          tone="ok"
          actions={
            <>
              {file.path !== null && <CopyButton label="Copy path" text={() => file.path ?? ''} />}
              {close}
            </>
          }
        >
          {runsText(runs)} exported {file.path === null ? 'to your browser’s downloads, as' : 'to'}{' '}
          <code className={styles.path}>{file.path ?? file.name}</code>
        </Notice>
      </div>
    )
  }
  if (!imported) return null
  const { known, refused, reasons } = imported
  return (
    <div className={styles.problem}>
      <Notice tone={refused > 0 ? 'warning' : 'ok'} actions={close}>
        {runsText(imported.imported)} imported.
        {known > 0 && ` ${runsText(known)} were here already.`}
        {refused > 0 && ` ${runsText(refused)} could not be read:`}
        {reasons.length > 0 && (
          <ul className={styles.reasons}>
            {reasons.map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
      </Notice>
    </div>
  )
}

function runsText(count: number): string {
  return `${countText(count)} ${count === 1 ? 'run' : 'runs'}`
}

function goingWords({ step, done, total }: Transfer): string {
  if (step === 'export') return `Exporting: ${countText(done)} of ${countText(total)} runs`
  const share = total > 0 ? Math.min(100, Math.floor((done * 100) / total)) : 0
  const words = {
    save: 'Saving the file',
    read: 'Reading the file',
    check: 'Checking the file',
    take: 'Taking the runs over',
  }
  // What is checked of a database is counted in runs, the file in bytes.
  return step === 'check' ? `${words.check}…` : `${words[step]}: ${share} %`
}
