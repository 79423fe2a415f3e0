import { type Places, placesIn, replacementsIn } from './find-matches.ts'
import { compileQuery, type FindQuery } from './find-query.ts'

/** `replacement`: what is to stand in the place of each match; `null` where nothing is replaced. `most`: matches in all of the texts. */
export type TextSearch = { query: FindQuery; texts: string[]; replacement: string | null; most: number }

/** For each text its places, and what is to stand there where something is to. */
export type FoundInText = { places: Places; inserts: string[] | null }
export type FoundInTexts = FoundInText[]

/** Looks through some texts. Of a query that cannot be compiled there is nothing. */
export function searchTexts({ query, texts, replacement, most }: TextSearch): FoundInTexts {
  const compiled = compileQuery(query)
  let left = most
  return texts.map((text) => {
    if (!compiled || !('pattern' in compiled) || left <= 0) return { places: [], inserts: null }
    const found =
      replacement === null
        ? { places: placesIn(text, compiled.pattern, left), inserts: null }
        : replacementsIn(text, compiled.pattern, replacement, query, left)
    left -= found.places.length / 2
    return found
  })
}
