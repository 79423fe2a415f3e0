import type { PromptEntry } from '#shared/library/library'
import type { RunFacets } from '#shared/runs/history'
import { dayAndTime } from '../../parts/response/format.ts'

const longestName = 80

/**
 * The prompts that have runs, to choose one by its name. Where two have the same, each says its file in the library, or, without one, when
 * it ran last.
 * @param entries Of the open library.
 */
export function promptOptions(prompts: RunFacets['prompts'], entries: readonly PromptEntry[]) {
  const shown = (name: string) => name.slice(0, longestName) || 'Untitled'
  const counts = new Map<string, number>()
  for (const { name } of prompts) counts.set(shown(name), (counts.get(shown(name)) ?? 0) + 1)
  const files = new Map(entries.map(({ id, file }) => [id, file]))
  return prompts.map(({ id, name, lastAt }) => {
    const isAlone = counts.get(shown(name)) === 1 || lastAt === ''
    const difference = isAlone ? '' : ` (${files.get(id) || `last run ${dayAndTime(lastAt)}`})`
    return { value: id, label: shown(name) + difference }
  })
}
