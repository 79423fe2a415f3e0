import type { AppInfo } from '#shared/contract/app'
import type { Host } from '../../host/host.ts'
import { RetentionRow } from './retention-row.tsx'
import styles from './settings.module.css'

/** Where everything is, as text to copy: a page cannot open folders. */
export function DataPanel({ host, info }: { host: Pick<Host, 'call'>; info: AppInfo }) {
  const { dataFolder, libraryFolder, logFile, version } = info
  return (
    <>
      <p>
        Prompts are plain JSON files; runs are in one SQLite database. Nothing leaves this computer but your requests.
      </p>
      <dl className={styles.facts}>
        <dt>Library</dt>
        <dd className={styles.path}>{libraryFolder}</dd>
        <dt>Data folder</dt>
        <dd className={styles.path}>{dataFolder}</dd>
        <dt>Log file</dt>
        <dd>
          <span className={styles.path}>{logFile}</span>
          <div className={styles.muted}>Ids, times, token counts and outcomes. No prompt text and no key.</div>
        </dd>
        <dt>Version</dt>
        <dd>Antiphon {version}</dd>
      </dl>
      <RetentionRow host={host} />
    </>
  )
}
