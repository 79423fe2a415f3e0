import type { RunChoice, RunFacets, RunFilter, RunHits, RunRow, SearchOrder, UsageDay } from '#shared/history'

export type ListQuery = { before: string | null; limit: number; filter?: RunFilter }
export type RunPage = { runs: RunRow[]; hasMore: boolean }
/** `after`: the `next` of the page before. */
export type SearchQuery = { text: string; filter: RunFilter; order: SearchOrder; after: string | null; limit: number }

/** The runs as a history, beside their list. */
export type RunHistory = {
  search: (query: SearchQuery) => Promise<RunHits>
  facets: () => Promise<RunFacets>
  star: (mark: { ids: string[]; isStarred: boolean }) => Promise<void>
  note: (mark: { id: string; note: string }) => Promise<void>
  countChosen: (choice: RunChoice) => Promise<number>
  /** Removes some of the chosen runs that have ended, for good, and says whether there are more. */
  remove: (choice: RunChoice) => Promise<{ removed: number; hasMore: boolean }>
  /** Of the days between two moments, the second not included. */
  usage: (days: { from: string; until: string }) => Promise<UsageDay[]>
}
