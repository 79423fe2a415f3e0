import type { ReactNode } from 'react'
import type { Attempt, RunError } from '#shared/runs/run'
import { AttemptsList } from './attempts-list.tsx'
import { CopyId } from './copy-id.tsx'
import { oddText } from './odd-text.tsx'
import styles from './run-failure.module.css'

type RunFailureProps = {
  error: RunError
  attempts: readonly Attempt[]
  requestId: string | null
  /** Whether part of an answer came before the error. */
  hasPartialAnswer: boolean
  /** Buttons under the API's words. */
  help?: ReactNode
}

/** An error in the response's place: what happened, what to do, what was said word for word, and the tries made. */
export function RunFailure({ error, attempts, requestId, hasPartialAnswer, help }: RunFailureProps) {
  const facts = [error.status, error.type].filter((fact) => fact !== null).join(' ')
  const said = error.said ?? ''
  return (
    <section className={styles.failure} role="alert" aria-label="Error">
      <h2 className={styles.title}>{error.title.slice(0, 300)}</h2>
      <p className={styles.advice}>{error.advice.slice(0, 1_000)}</p>
      {(said !== '' || facts !== '' || requestId) && (
        <blockquote className={styles.said}>
          {said !== '' && <span>{oddText(said.slice(0, 2_000))}</span>}{' '}
          <span className={styles.facts}>
            {facts.slice(0, 300)}
            {facts !== '' && requestId && ' · '}
            {requestId && (
              <CopyId id={requestId} className={styles.id}>
                {requestId.slice(0, 200)}
              </CopyId>
            )}
          </span>
        </blockquote>
      )}
      {help && <div className={styles.help}>{help}</div>}
      {(attempts.length > 1 || (attempts.length === 1 && !hasPartialAnswer)) && <AttemptsList attempts={attempts} />}
      {hasPartialAnswer && <p className={styles.advice}>What came before it is kept below.</p>}
    </section>
  )
}
