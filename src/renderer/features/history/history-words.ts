// What the history says of itself.
import type { RunChoice } from '#shared/runs/history'
import { countText } from '../../parts/response/format.ts'
import type { HistoryViewState } from './history-view-store.ts'

/** What is selected, else what the filters let through: a search narrows nothing but the list. */
export function choiceOf({ selected, filter }: HistoryViewState): RunChoice {
  return selected.size > 0 ? { ids: [...selected] } : { filter }
}

/** That choice in words. */
export function choiceWords({ selected, filter }: HistoryViewState): string {
  if (selected.size > 0) return `${countText(selected.size)} selected`
  return Object.keys(filter).length > 0 ? 'all that pass the filters' : 'all runs'
}

/** How many runs there are, or pass the filters; with `+` while that is not known and more are to be had. */
export function countWords({ rows, hasMore, facets, text, filter, counted, unread }: HistoryViewState): string {
  const isAll = text.trim() === '' && Object.keys(filter).length === 0
  const known = hasMore ? (isAll ? facets?.total : counted) : rows.length
  const count = countText(Math.max(known ?? 0, rows.length))
  const words = `${count}${known === undefined || known === null ? '+' : ''} ${rows.length === 1 && !hasMore ? 'run' : 'runs'}`
  return unread > 0 ? `${words} · ${countText(unread)} not searched yet` : words
}

/** Why no run is listed; empty while that is not known. */
export function emptyWords({ text, filter, facets }: HistoryViewState): string {
  if (text.trim() !== '') return 'No run says this. Words are found whole, or by their beginning while you type.'
  if (filter.from && filter.until && filter.from >= filter.until) return '“From” is later than “To”: no run is of both.'
  if (Object.keys(filter).length > 0) return 'No run passes these filters.'
  return facets === null ? '' : 'Runs are kept here, also failed ones.'
}
