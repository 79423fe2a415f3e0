import type { Attempt } from '#shared/run'
import { classNames } from '../../ui/class-names.ts'
import styles from './attempts-list.module.css'
import { durationText, timeText } from './format.ts'

/** A try that was over at once should look like it, also where it was the only one. */
const shortestScaleMs = 1_000

/** The HTTP tries of a run: when, with what status, how long each took and why the next one waited. */
export function AttemptsList({ attempts }: { attempts: readonly Attempt[] }) {
  const longestMs = Math.max(
    shortestScaleMs,
    ...attempts.map(({ durationMs, waitMs }) => (durationMs ?? 0) + (waitMs ?? 0)),
  )
  return (
    <ol className={styles.attempts} aria-label="Attempts">
      {attempts.map((attempt) => (
        <li key={attempt.number} className={styles.attempt}>
          <b className={styles.number}>{attempt.number}</b>
          <span>{timeText(attempt.startedAt, { seconds: true })}</span>
          <span
            className={classNames(styles.status, attempt.failure !== null && styles.failed)}
            title={attempt.failure ?? undefined}
          >
            {attempt.status ?? 'no answer'}
          </span>
          <Bar durationMs={attempt.durationMs} longestMs={longestMs} />
          <span className={styles.words}>{attemptWords(attempt)}</span>
        </li>
      ))}
    </ol>
  )
}

/** How long the try itself took, of the longest try with its wait. */
function Bar({ durationMs, longestMs }: { durationMs: number | null; longestMs: number }) {
  const width = Math.max(2, Math.min(120, ((durationMs ?? 0) / longestMs) * 120))
  return (
    <svg className={styles.bar} width="120" height="4" aria-hidden>
      <rect className={styles.track} width="120" height="4" rx="2" />
      <rect className={styles.spent} width={width} height="4" rx="2" />
    </svg>
  )
}

function attemptWords({ durationMs, waitMs, waitReason }: Attempt): string {
  const took = durationMs === null ? '' : durationText(durationMs)
  if (waitMs === null) return took
  const waited = `then waited ${(waitMs / 1_000).toFixed(1)} s${waitReason ? ` (${waitReason.slice(0, 100)})` : ''}`
  return took === '' ? waited : `${took}, ${waited}`
}
