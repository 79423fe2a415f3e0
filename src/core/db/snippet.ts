import type { HitPart } from '#shared/runs/history'
import { wordsIn } from './search-words.ts'

/** How a word was asked for: whole, or as the beginning of a word. */
export type WantedWord = { word: string; isStart: boolean }

const before = 40
const length = 220
const mostCharacters = 200_000

/**
 * The surroundings of the first word in a text that was asked for, every such word in them marked; `null` where there is
 * none in its first 200,000 characters.
 */
export function snippet(text: string, wanted: readonly WantedWord[]): HitPart[] | null {
  const searched = text.slice(0, mostCharacters)
  const first = firstPlace(searched, wanted)
  let start = -1
  const hits: { from: number; to: number }[] = []
  for (const { word, ...place } of wordsIn(first === 0 ? searched : searched.slice(first))) {
    const [from, to] = [place.from + first, place.to + first]
    if (start >= 0 && from > start + length) break
    if (!wanted.some((one) => (one.isStart ? word.startsWith(one.word) : word === one.word))) continue
    if (start < 0) start = beginning(searched, from)
    hits.push({ from, to })
  }
  return start < 0 ? null : cut(searched, start, hits)
}

/**
 * Where a reading of words has to begin: at the space before the first place that has the letters of a wanted word. It is the
 * beginning where they are only there with accents.
 */
function firstPlace(text: string, wanted: readonly WantedWord[]): number {
  const lower = text.toLowerCase()
  if (lower.length !== text.length) return 0
  const places = wanted.map(({ word }) => lower.indexOf(word)).filter((place) => place >= 0)
  if (places.length === 0) return 0
  const first = Math.min(...places)
  return first === 0 ? 0 : Math.max(0, text.lastIndexOf(' ', first))
}

/** The surroundings of the first place of a text that holds these characters, whatever their case; `null` where it is not. */
export function literalSnippet(text: string, characters: string): HitPart[] | null {
  const from = text.toLowerCase().indexOf(characters.toLowerCase())
  if (from < 0) return null
  return cut(text, beginning(text, from), [{ from, to: Math.min(from + characters.length, text.length) }])
}

function beginning(text: string, from: number): number {
  const start = Math.max(0, from - before)
  const space = text.slice(start, from).search(/\s/)
  return start === 0 || space < 0 ? start : start + space + 1
}

function cut(text: string, start: number, hits: readonly { from: number; to: number }[]): HitPart[] {
  const end = Math.max(start + length, hits[0]?.to ?? 0)
  const parts: HitPart[] = []
  let at = start
  for (const { from, to } of hits) {
    if (from > at) parts.push({ text: text.slice(at, from), isHit: false })
    if (to > at) parts.push({ text: text.slice(Math.max(at, from), to), isHit: true })
    at = Math.max(at, to)
  }
  if (end > at) parts.push({ text: text.slice(at, end), isHit: false })
  if (start > 0) parts.unshift({ text: '…', isHit: false })
  return parts
}
