import type { Run } from '#shared/runs/run'
import { outcomeOf } from '#shared/runs/stop-reason'
import { countText, durationText } from './format.ts'

/** What to say under an answer that is not whole; `null` where it is, or where the run's error says it. */
export function outcomeNote(run: Run, keptLength: number): { title: string; words: string } | null {
  const kept = keptLength === 0 ? 'Nothing had come yet.' : `${countText(keptLength)} characters are kept.`
  if (run.state === 'stopped') {
    const after = run.durationMs === null ? '' : ` after ${durationText(run.durationMs)}`
    return { title: `You stopped this run${after}.`, words: kept }
  }
  if (run.state === 'truncated') {
    const { title = 'The answer ended too early', advice = '' } = run.error ?? {}
    return { title: `${title.slice(0, 300)}.`, words: `${advice.slice(0, 1_000)} ${kept}`.trim() }
  }
  if (run.state === 'completed' && run.error) {
    return { title: `${run.error.title.slice(0, 300)}.`, words: run.error.advice.slice(0, 1_000) }
  }
  if (run.state === 'completed' && run.response.stop_reason === 'refusal') {
    const title = run.response.content.length > 0 ? 'The model declined to go on.' : 'The model declined to answer.'
    return { title, words: 'The stop reason below says why.' }
  }
  if (run.state !== 'completed' || run.response.content.length > 0) return null
  return { title: 'There is no answer.', words: outcomeOf(run).words.slice(0, 1_000) }
}
