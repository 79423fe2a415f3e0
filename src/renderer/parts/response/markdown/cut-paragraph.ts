// Where a very long paragraph can be cut so that its parts, parsed one by one, read as the whole would. A cut is made only
// where no inline construct can reach across: everything doubtful means no cut, never a wrong one.

/** Decides over a text that grows at its end. After a cut, the next call gets the text behind the cut. */
export type ParagraphCutter = {
  /** How much of the text is a part of its own, the white space after it included; 0 while there is no safe place. */
  cut: (text: string) => number
}

const link = /\[[^[\]\\`*_~<!&\n]*\](?:\([^\s()<>\\&*_~`[\]]*\))?(?![([:])/y
const unfinishedLink = /\[[^[\]\\`*_~<!&\n]*(?:\]?|\]\([^\s()<>\\&*_~`[\]]*\)?)$/y
const codeRun = /`+/y
const delimiterRun = /\*+|_+|~+/y
const tag = /<\/?[a-z][a-z0-9-]*[ ]?\/?>/iy
const sentenceEnd = /[.!?…:"”)]/
const specials = /[*_~`[\]<\\]/
const addressWord = /:\/\/|www\.|@/i

/** @param partLength UTF-16 code units that a part should have at least. */
export function createParagraphCutter(partLength: number): ParagraphCutter {
  let at = 0
  let wordStart = 0
  let open: string[] = []
  let isStuck = false

  /** Reads one inline token at `at`. Answers whether there was enough text to decide. */
  function step(text: string): boolean {
    const character = text[at] ?? ''
    if (character === '\\') {
      if (at + 1 >= text.length) return false
      at += 2
      return true
    }
    if (character === '`') return stepOverCode(text)
    if (character === '*' || character === '_' || character === '~') return stepOverDelimiter(text)
    if (character === '[') return stepOverLink(text)
    if (character === '<') return stepOverTag(text)
    at += 1
    return true
  }

  function stepOverCode(text: string): boolean {
    const run = matchAt(codeRun, text, at)
    if (at + run.length >= text.length) return false
    const end = findRun(text, run, at + run.length)
    if (end === -1) return false
    at = end
    return true
  }

  function stepOverDelimiter(text: string): boolean {
    const run = matchAt(delimiterRun, text, at)
    const after = text[at + run.length]
    if (after === undefined) return false
    const role = roleOf(text[at - 1] ?? ' ', run, after)
    if (role === 'both' || run.length > 3) isStuck = true
    else if (role === 'opens') open.push(run)
    else if (role === 'closes' && open.length > 0 && open.pop() !== run) isStuck = true
    at += run.length
    return true
  }

  function stepOverLink(text: string): boolean {
    const isUnfinished = matchAt(unfinishedLink, text, at) !== ''
    const whole = matchAt(link, text, at)
    if (isUnfinished) return false
    if (whole === '') isStuck = true
    at += whole.length
    return true
  }

  function stepOverTag(text: string): boolean {
    const next = text[at + 1]
    if (next === undefined) return false
    if (/[a-z/!?]/i.test(next)) {
      const whole = matchAt(tag, text, at)
      if (whole === '') isStuck = true
      at += whole.length
    } else at += 1
    return true
  }

  /** Addresses swallow delimiters in ways of their own, so a word that is one must be free of them. */
  function checkWord(text: string, end: number) {
    const word = text.slice(wordStart, end).replaceAll(/\[[^[\]]*\]\([^()]*\)/g, '')
    wordStart = end + 1
    if (addressWord.test(word) && specials.test(word)) isStuck = true
  }

  function cut(text: string): number {
    while (!isStuck && at + 1 < text.length) {
      const before = at
      if (!isSpace(text[at])) {
        if (!step(text)) return 0
        continue
      }
      checkWord(text, at)
      at += 1
      if (isStuck || before < partLength || open.length > 0 || !isCutPlace(text, before)) continue
      const isGood = text[before] === '\n' || sentenceEnd.test(text[before - 1] ?? '')
      if (!isGood && before < partLength * 1.5) continue
      const length = at
      at = 0
      wordStart = 0
      open = []
      return length
    }
    return 0
  }

  return { cut }
}

/** The white space at `at` stands alone, after plain text and before a letter: no block and no hard break begins there. */
function isCutPlace(text: string, at: number): boolean {
  return /[\p{L}\p{N}.,;:!?)"'”’]/u.test(text[at - 1] ?? '') && /\p{L}/u.test(text[at + 1] ?? '')
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\r' || character === '\t'
}

function matchAt(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

/** The end of the next run of exactly these backticks, or -1 where it is not there yet. */
function findRun(text: string, run: string, from: number): number {
  let start = text.indexOf(run, from)
  while (start !== -1) {
    const found = matchAt(codeRun, text, start)
    const end = start + found.length
    if (end >= text.length) return -1
    if (found === run) return end
    start = text.indexOf(run, end)
  }
  return -1
}

/** What a run of `*`, `_` or `~` can do between these neighbours (CommonMark, left- and right-flanking runs). */
function roleOf(before: string, run: string, after: string): 'opens' | 'closes' | 'both' | 'nothing' {
  const isWordBefore = !isWhite(before) && !isPunctuation(before)
  const isWordAfter = !isWhite(after) && !isPunctuation(after)
  if (run.startsWith('_') && isWordBefore && isWordAfter) return 'nothing'
  const isLeft = !isWhite(after) && (isWordAfter || !isWordBefore)
  const isRight = !isWhite(before) && (isWordBefore || !isWordAfter)
  if (isLeft && isRight) return 'both'
  if (isLeft) return 'opens'
  return isRight ? 'closes' : 'nothing'
}

function isWhite(character: string): boolean {
  return /\s/.test(character)
}

function isPunctuation(character: string): boolean {
  return /[\p{P}\p{S}]/u.test(character)
}
