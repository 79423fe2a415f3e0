import { useEffect } from 'react'
import type { Attempt } from '#shared/runs/run'
import { Pulse } from '../../ui/pulse.tsx'
import styles from './answer.module.css'
import { fetchAnswerAhead } from './answer-blocks.tsx'
import { AttemptsList, type WaitChoices } from './attempts-list.tsx'
import { clockText, shortModel } from './format.ts'

type WaitingProps = {
  model: string
  elapsedMs: number | null
  attempts: readonly Attempt[]
  choices: WaitChoices | null
}

/** Before the first token: how long it has been, and the tries that failed so far. */
export function Waiting({ model, elapsedMs, attempts, choices }: WaitingProps) {
  useEffect(fetchAnswerAhead, [])
  const failed = attempts.filter(({ failure }) => failure !== null)
  const last = failed.at(-1)
  return (
    <div>
      <p className={styles.calm}>
        <Pulse />
        {last
          ? last.retryAt
            ? 'Waiting to try again'
            : 'Trying again'
          : `Waiting for ${shortModel(model).slice(0, 100)}`}
        <span className={styles.clock}>{elapsedMs === null ? '' : clockText(elapsedMs)}</span>
      </p>
      {failed.length > 0 && <AttemptsList attempts={failed} choices={choices} />}
    </div>
  )
}
