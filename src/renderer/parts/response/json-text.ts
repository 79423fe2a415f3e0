// Recognises JSON in an answer by its beginning, and cuts its text into pieces to colour.

/** Whether an answer looks like JSON from its first characters on; they may be all there is yet. */
export function looksLikeJson(text: string): boolean {
  const start = text.slice(0, 400).trimStart()
  return (
    /^\{\s*(?:"|\}|$)/.test(start) ||
    /^\[\s*(?:["{]|\]\s*$|-?\d+(?:\.\d+)?\s*,|\[\s*["{\d-]|(?:true|false|null)\b)/.test(start)
  )
}

export type JsonPiece = { kind: 'joined' | 'key' | 'string' | 'plain'; text: string }

/**
 * The pieces of a stretch of JSON text; joined they are exactly the text. A string that is not finished yet is a string.
 * @param prefillLength Code units at the beginning that are the prefill: they are one piece.
 */
export function paintJson(text: string, prefillLength: number): JsonPiece[] {
  const pieces: JsonPiece[] = []
  const prefill = text.slice(0, prefillLength).trimEnd()
  if (prefill !== '') pieces.push({ kind: 'joined', text: prefill })
  const rest = text.slice(prefill.length)
  let at = 0
  for (const { 0: string, 1: colon, index } of rest.matchAll(/"(?:[^"\\\n]|\\.)*(?:"(\s*:)?|$)/g)) {
    if (index > at) pieces.push({ kind: 'plain', text: rest.slice(at, index) })
    const key = colon === undefined ? null : string.slice(0, -colon.length)
    pieces.push(key === null ? { kind: 'string', text: string } : { kind: 'key', text: key })
    if (colon !== undefined) pieces.push({ kind: 'plain', text: colon })
    at = index + string.length
  }
  if (at < rest.length) pieces.push({ kind: 'plain', text: rest.slice(at) })
  return pieces
}

/** Above this many code units it is not worth holding the page up for. */
const longestChecked = 2_000_000

/** Whether a finished answer is valid JSON; `null` where it is too long to be checked at once. */
export function jsonVerdict(text: string): { isValid: boolean; words: string } | null {
  if (text.length > longestChecked) return null
  try {
    JSON.parse(text)
    return { isValid: true, words: 'Valid JSON' }
  } catch {
    return { isValid: false, words: 'Not valid JSON as a whole' }
  }
}
