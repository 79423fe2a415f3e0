import { createStore, type StoreApi } from 'zustand/vanilla'
import { toErrorData } from '#shared/app-error'
import type { FindQuery } from '#shared/find/find-query'
import type { Host } from '../../host/host.ts'
import { type Findings, type FoundIn, findInTexts } from './find-in-texts.ts'

/** A text that is looked through. `key` tells it from the others while it changes. */
export type KeyedText = { key: string; text: string }

/** A place to go on from: behind so many characters of a text. */
export type FindPlace = { key: string; at: number }

/** A match: where it is in which text, and which one of that text it is. */
export type Match<Text> = { of: FoundIn<Text>; nth: number; from: number; to: number }

/** `typed`: another query, or other texts; `asked`: the person goes from match to match. */
export type ShownBy = 'typed' | 'asked'

export type FindState<Text extends KeyedText> = {
  query: FindQuery
  findings: Findings<Text>
  /** The match that is gone to, from 0 on; -1 where there is none. */
  at: number
  isSearching: boolean
  setQuery: (change: Partial<FindQuery>) => void
  /** Goes to the next match, or the previous one; after the last comes the first. */
  go: (step: 1 | -1) => void
  /** Looks again, because the texts are others: once they rest; at once, and goes to the match; or at once and goes nowhere. */
  lookAgain: (when?: 'rested' | 'now' | 'quietly') => void
  /** From where on the next match is gone to. */
  goOnFrom: (place: FindPlace | null) => void
  present: () => Match<Text> | null
  /** Ends every search. */
  stop: () => void
}

export type FindStore<Text extends KeyedText> = StoreApi<FindState<Text>>

export type FindSource<Text extends KeyedText> = {
  host: Pick<Host, 'call'>
  /** All texts as they are now, in the order in which they are read. */
  texts: () => Iterable<Text>
  /** Told of each match that is to be seen. */
  onShow: (match: Match<Text>, by: ShownBy) => void
}

/** More than anybody goes through one by one. */
export const mostMatches = 20_000
/** A key may be followed by another one. */
const typingMs = 40
const restMs = 200

const nothing = { found: [], count: 0, isCut: false, problem: null }
const noQuery: FindQuery = { text: '', matchCase: false, wholeWord: false, isRegex: false }

export function createFindStore<Text extends KeyedText>(source: FindSource<Text>): FindStore<Text> {
  return createStore<FindState<Text>>()((set, get) => {
    let origin: FindPlace | null = null
    let search: AbortController | null = null
    let timer: ReturnType<typeof setTimeout> | null = null
    /** How the match that this search finds is shown; `null` for not at all. */
    let showBy: ShownBy | null = null

    function later(ms: number) {
      if (timer !== null) clearTimeout(timer)
      search?.abort()
      timer = setTimeout(() => void look(), ms)
      set({ isSearching: true })
    }

    async function look() {
      timer = null
      search?.abort()
      const own = new AbortController()
      search = own
      const { query } = get()
      let originIndex = -1
      function* watched() {
        let index = 0
        for (const text of source.texts()) {
          if (text.key === origin?.key) originIndex = index
          index += 1
          yield text
        }
      }
      const options = { replacement: null, most: mostMatches, signal: own.signal }
      const findings = await findInTexts(source.host, watched(), query, options).catch((error: unknown) => ({
        ...nothing,
        problem: toErrorData(error).message,
      }))
      if (own.signal.aborted) return
      const at = firstFrom(findings, originIndex, origin?.at ?? 0)
      set({ findings, at, isSearching: false })
      const shown = showBy
      showBy = null
      const match = get().present()
      if (match && shown) source.onShow(match, shown)
    }

    return {
      query: noQuery,
      findings: nothing,
      at: -1,
      isSearching: false,
      setQuery: (change) => {
        set({ query: { ...get().query, ...change } })
        showBy = 'typed'
        later(typingMs)
      },
      go: (step) => {
        const { findings, at, isSearching } = get()
        if (isSearching) {
          showBy = 'asked'
          return
        }
        if (findings.count === 0) return
        set({ at: (at + step + findings.count) % findings.count })
        const match = get().present()
        if (!match) return
        origin = { key: match.of.text.key, at: match.from }
        source.onShow(match, 'asked')
      },
      lookAgain: (when = 'rested') => {
        if (when === 'now') showBy = 'asked'
        // One that is about to begin sees the same texts.
        else if (timer !== null && showBy !== null) return
        later(when === 'rested' ? restMs : 0)
      },
      goOnFrom: (place) => {
        origin = place
      },
      present: () => matchAt(get().findings, get().at),
      stop: () => {
        if (timer !== null) clearTimeout(timer)
        timer = null
        search?.abort()
        set({ isSearching: false })
      },
    }
  })
}

/** The match with this number among all; `null` where there is none. */
export function matchAt<Text>({ found }: Findings<Text>, at: number): Match<Text> | null {
  let before = 0
  for (const of of found) {
    const count = of.places.length / 2
    const nth = at - before
    if (nth >= 0 && nth < count) return { of, nth, from: of.places[2 * nth] ?? 0, to: of.places[2 * nth + 1] ?? 0 }
    before += count
  }
  return null
}

/** The number of the first match that begins there or later; the first of all where none does. -1 where there is none. */
function firstFrom<Text>({ found, count }: Findings<Text>, index: number, at: number): number {
  if (count === 0) return -1
  let before = 0
  for (const of of found) {
    const inText = of.places.length / 2
    if (of.index > index) return index < 0 ? 0 : before
    if (of.index === index) {
      for (let nth = 0; nth < inText; nth += 1) if ((of.places[2 * nth] ?? 0) >= at) return before + nth
    }
    before += inText
  }
  return 0
}
