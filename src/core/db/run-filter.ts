import type { SQLInputValue } from 'node:sqlite'
import type { RunFilter } from '#shared/runs/history'

/** Conditions of SQL, joined by AND, and what stands for the question marks in them. */
export type Conditions = { sql: string; values: SQLInputValue[] }

/** A filter as SQL over `runs` joined with `marks`. */
export function conditionsOf(filter: RunFilter): Conditions {
  const { model, state, stopReason, promptId, isStarred, from, until } = filter
  const known: [string, SQLInputValue | undefined][] = [
    ['model = ?', model],
    ['state = ?', state],
    ['stopReason = ?', stopReason],
    ['promptId = ?', promptId],
    ['coalesce(isStarred, 0) = ?', isStarred === undefined ? undefined : Number(isStarred)],
    ['startedAt >= ?', from],
    ['startedAt < ?', until],
  ]
  const used = known.filter((one): one is [string, SQLInputValue] => one[1] !== undefined)
  return { sql: used.map(([sql]) => sql).join(' AND ') || 'TRUE', values: used.map(([, value]) => value) }
}
