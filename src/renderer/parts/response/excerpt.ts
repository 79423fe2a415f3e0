import type { RunSummary } from '#shared/runs/run'

/** The first words of a run in a list of runs, as many as a line may show; of one that ended without any, that. */
export function excerptOf({ excerpt, state }: Pick<RunSummary, 'excerpt' | 'state'>): string {
  if (excerpt === '') return state === 'running' ? '' : 'No answer'
  return excerpt.slice(0, 200)
}
