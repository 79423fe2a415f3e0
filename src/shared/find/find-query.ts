/** What is looked for in texts. `isRegex`: the text is a regular expression; else every sign of it means itself. */
export type FindQuery = { text: string; matchCase: boolean; wholeWord: boolean; isRegex: boolean }

/** Longer than anybody types; a pattern is compiled at every key. */
export const longestQuery = 10_000

const wordSign = '[\\p{L}\\p{N}\\p{M}_]'
// Only where the match itself has a sign of a word at that end: `$5` is whole in `a$5`.
const wordStart = `(?:(?<!${wordSign})|(?!${wordSign}))`
const wordEnd = `(?:(?!${wordSign})|(?<!${wordSign}))`

/**
 * The pattern of a query, global; or what is wrong with it, as half a sentence. Of an empty query `null`. Only the pattern of a
 * regular expression can take long: keep that away from where somebody waits.
 */
export function compileQuery({
  text,
  matchCase,
  wholeWord,
  isRegex,
}: FindQuery): { pattern: RegExp } | { problem: string } | null {
  if (text === '') return null
  if (text.length > longestQuery) return { problem: `It is longer than ${longestQuery} characters` }
  const flags = matchCase ? 'gmu' : 'gimu'
  try {
    // By itself first: in what stands around it, `a)(b` would be an expression.
    if (isRegex) new RegExp(text, flags)
    const source = isRegex ? `(?:${text})` : escaped(text)
    return { pattern: new RegExp(wholeWord ? `${wordStart}${source}${wordEnd}` : source, flags) }
  } catch (error) {
    return { problem: reasonOf(error) }
  }
}

/** Half of a pair in a text is one sign to a `u` expression only where it stands alone: as it is written here, too. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}

/** Of the engine's "Invalid regular expression: /(/gu: Unterminated group" the last part. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : ''
  const start = message.lastIndexOf(': ')
  return start < 0 ? 'It is no regular expression' : message.slice(start + 2)
}
