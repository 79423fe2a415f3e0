import type { Attempt } from '#shared/runs/run'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import styles from './attempts-list.module.css'
import { durationText, timeText } from './format.ts'
import { useElapsed } from './use-elapsed.ts'

/** A try that was over at once should look like it, also where it was the only one. */
const shortestScaleMs = 1_000

/** What a person may do while the next try is waited for. */
export type WaitChoices = { retryNow: () => void; waitAsked: () => void; stop: () => void }

type AttemptsListProps = { attempts: readonly Attempt[]; choices?: WaitChoices | null }

/** The HTTP tries of a run: when, with what status, how long each took and why the next one waited. */
export function AttemptsList({ attempts, choices = null }: AttemptsListProps) {
  const last = attempts.at(-1)
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
      {last?.retryAt && <NextTry attempt={last} retryAt={last.retryAt} choices={choices} />}
    </ol>
  )
}

type NextTryProps = { attempt: Attempt; retryAt: string; choices: WaitChoices | null }

/** The try that is waited for: when it begins, why then, and what can be done about it. */
function NextTry({ attempt, retryAt, choices }: NextTryProps) {
  // Renewed ten times a second; the moment itself is one of the wall clock.
  useElapsed(0)
  const leftMs = Math.max(0, Date.parse(retryAt) - Date.now())
  const { number, waitReason, askedWaitMs } = attempt
  return (
    <li className={classNames(styles.attempt, styles.next)}>
      <b className={styles.number}>{number + 1}</b>
      <span role="timer" className={styles.left}>
        in {countdownText(leftMs)}
      </span>
      <span className={styles.words}>{waitReason?.slice(0, 200)}</span>
      {choices && (
        <span className={styles.choices}>
          <Button variant="link" size="small" onClick={choices.retryNow}>
            Retry now
          </Button>
          {askedWaitMs && (
            <Button variant="link" size="small" onClick={choices.waitAsked}>
              Wait {waitText(askedWaitMs)}
            </Button>
          )}
          <Button variant="ghost" size="small" onClick={choices.stop}>
            Stop
          </Button>
        </span>
      )}
    </li>
  )
}

/** `0:07`, `2:10`, `1:02:10`: what is left, the begun second counted. */
function countdownText(ms: number): string {
  const seconds = Math.ceil(ms / 1_000)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)]
  const rest = String(seconds % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

function waitText(ms: number): string {
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`
  return ms < 2 * 3_600_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`
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

function attemptWords({ durationMs, waitMs, waitReason, retryAt }: Attempt): string {
  const took = durationMs === null ? '' : durationText(durationMs)
  if (waitMs === null || retryAt) return took
  const waited = `then waited ${(waitMs / 1_000).toFixed(1)} s${waitReason ? ` (${waitReason.slice(0, 100)})` : ''}`
  return took === '' ? waited : `${took}, ${waited}`
}
