// What was typed to search for, as the index is asked for it.
import { longestStart, wordList } from './search-words.ts'
import type { WantedWord } from './snippet.ts'

/** Words of a search that count; more of them find nothing else. */
const mostWords = 32

/** `typed`: as they were typed; `words`: the words that the index has for each of them. */
export type Query = { typed: string[]; words: string[][]; lastIsStart: boolean; wanted: WantedWord[] }

/** The words of what was typed. The last one may go on, unless a space stands behind it. */
export function readQuery(text: string): Query {
  const typed = text
    .slice(0, 10_000)
    .split(/\s+/u)
    .filter((word) => wordList(word).length > 0)
    .slice(0, mostWords)
  const words = typed.map(wordList)
  const lastIsStart = !/\s$/u.test(text)
  const last = words.at(-1)?.at(-1)
  const wanted = words.flat().map((word) => ({ word, isStart: lastIsStart && word === last }))
  return { typed, words, lastIsStart, wanted }
}

/** Runs with all words, in FTS5's language; words are letters and digits only, so there is nothing in them to escape. */
export function matchOf({ words, lastIsStart }: Query, isWhole: boolean): string {
  const phrases = words.map((one, index) => {
    const whole = `{prompt answer} : "${one.join(' ')}"`
    if (isWhole || !lastIsStart || index < words.length - 1) return `(${whole})`
    const start = one.at(-1) ?? ''
    const isIndexed = one.length === 1 && start.length <= longestStart
    return isIndexed ? `((${whole}) OR (starts : "${start}"))` : `({prompt answer} : "${one.join(' ')}" *)`
  })
  return phrases.join(' AND ')
}

/** Runs in which the words stand one behind another, in FTS5's language. */
export function phraseOf({ words }: Query): string {
  return `{prompt answer} : "${words.flat().join(' ')}"`
}
