import type { KeyStatus } from '#shared/connections/key'
import { momentText, timeText } from '../../parts/response/format.ts'
import styles from './settings.module.css'

/** All that is known of a key that is set: where it lies, what protects it, where it goes and when it last did. */
export function KeyFacts({ status }: { status: KeyStatus }) {
  const { last4, protection, host, lastUsedAt } = status
  return (
    <dl className={styles.facts} aria-label="The key that is set">
      <dt>Key</dt>
      <dd>
        {last4 ? `…${last4}` : 'set'}
        {host && `, sent to ${host} only`}
      </dd>
      <dt>Kept in</dt>
      <dd>{protection?.location}</dd>
      <dt>Protected by</dt>
      <dd>
        {protection?.backend && <code className={styles.path}>{protection.backend} </code>}
        <span className={styles.muted}>{protection?.sentence}</span>
      </dd>
      <dt>Last used</dt>
      <dd>{lastUsedAt === null ? 'Not since it was set' : lastUsedText(lastUsedAt, new Date())}</dd>
    </dl>
  )
}

function lastUsedText(iso: string, now: Date): string {
  const day = momentText(iso, now)
  const time = timeText(iso, { seconds: true })
  return day === timeText(iso) ? `Today, ${time}` : `${day}, ${time}`
}
