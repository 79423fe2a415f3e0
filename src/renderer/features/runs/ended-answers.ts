import type { RunView } from '../../parts/response/run-view.ts'

/** So many prompts keep the answer that ended last beside them; of others the history is read when they are opened again. */
export const mostEndedAnswers = 8

type Held = { live: RunView | null; runningSince: number | null }

/**
 * The answers that ended longest ago, beyond the newest ones; none of a run that goes on, and not the one of the open prompt.
 * @param places By prompt, those last that changed last.
 * @returns The id of each one's run, by prompt.
 */
export function answersToLetGo(places: ReadonlyMap<string, Held>, open: string | null): Map<string, string> {
  const ended = [...places].filter(([id, { live, runningSince }]) => live && runningSince === null && id !== open)
  const old = ended.slice(0, Math.max(0, ended.length - mostEndedAnswers))
  return new Map(old.map(([id, { live }]) => [id, live?.run.id ?? '']))
}
