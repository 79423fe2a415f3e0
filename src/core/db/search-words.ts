// What of a run can be searched, and its words as the index spells them.

import type { Run } from '#shared/runs/run'
import type { JsonValue } from '#shared/text/json'

/** The texts of a run, by where they stand. */
export type RunTexts = { answer: string; prompt: string; facts: string }

/** What the texts are read from. */
export type SearchedRun = Pick<
  Run,
  'id' | 'request' | 'response' | 'error' | 'promptName' | 'model' | 'requestId' | 'connectionName'
>

/** Characters of each text that are indexed: reading more would hold up the database thread for longer than a moment. */
const mostCharacters = 2_000_000

/** A prefix up to this length is a word of the index; longer ones are rare enough to be looked up as prefixes. */
export const longestStart = 10

/** All that can be searched of a run; its answer and its prompt are cut to `mostCharacters`. */
export function textsOf(run: SearchedRun): RunTexts {
  const { body, headers } = run.request
  const { model: _model, stream: _stream, ...sent } = body
  const { error, response } = run
  return {
    answer: joined(response.content),
    // Safe: a request is JSON.
    prompt: joined([sent, headers ?? {}] as JsonValue),
    facts: [run.promptName, run.model, run.connectionName, run.id, run.requestId, error?.title, error?.said]
      .filter(Boolean)
      .join('\n'),
  }
}

/** Names of the API's own vocabulary: every run has them. */
const unsearched = new Set(['type', 'role', 'media_type', 'signature', 'cache_control', 'encrypted_content'])

function joined(value: JsonValue): string {
  const texts: string[] = []
  let length = 0
  const collect = (part: JsonValue) => {
    if (length > mostCharacters) return
    if (typeof part === 'string') {
      texts.push(part)
      length += part.length
    } else if (Array.isArray(part)) for (const item of part) collect(item)
    else if (typeof part === 'object' && part !== null) {
      for (const [name, item] of Object.entries(part)) {
        if (unsearched.has(name) || item === undefined || (name === 'data' && part.type === 'base64')) continue
        collect(item)
      }
    }
  }
  collect(value)
  return texts.join('\n').slice(0, mostCharacters)
}

// Scripts that are written without spaces: each character is a word, and a longer text is found as a phrase of them.
const single =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}'
const wordPattern = new RegExp(`[${single}]|(?:(?![${single}])[\\p{L}\\p{N}\\p{M}])+`, 'gu')
const isAscii = /^[\0-\x7f]*$/

/** One word as the index spells it: without case and accents. */
export function plainWord(word: string): string {
  return isAscii.test(word) ? word.toLowerCase() : word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Every word of a text with its place, in order. */
export function* wordsIn(text: string): Generator<{ word: string; from: number; to: number }> {
  for (const { 0: found, index } of text.matchAll(wordPattern)) {
    const word = plainWord(found)
    // What NFKD takes apart may hold what no word does, such as the space in `ﷺ`.
    for (const part of word.split(/[^\p{L}\p{N}]+/u))
      if (part) yield { word: part, from: index, to: index + found.length }
  }
}

/** The words of a text, in order. */
export function wordList(text: string): string[] {
  return Array.from(wordsIn(text), ({ word }) => word)
}

/** The beginnings of words, each once, so that a search as one types needs to read no more than it shows. */
export function startsOf(words: Iterable<string>): string[] {
  const starts = new Set<string>()
  for (const word of new Set(words)) {
    const most = Math.min(word.length - 1, longestStart)
    for (let length = 1; length <= most; length += 1) {
      // Half a pair of surrogates is no text.
      const isHalf = (word.charCodeAt(length - 1) & 0xfc00) === 0xd800
      if (!isHalf) starts.add(word.slice(0, length))
    }
  }
  return [...starts]
}
