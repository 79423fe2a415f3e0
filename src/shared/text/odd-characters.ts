// Characters that cannot be seen, or that turn the text around them: shown with their code wherever a text is hostile or edited.

/**
 * Control characters, the bidi controls, zero-width spaces, invisible joiners and operators, tags, halves of surrogate pairs.
 * Tabs and ends of lines are none of them, nor are the joiners inside emoji and scripts.
 */
const oddCharacter =
  /(?![\t\n\r])\p{Cc}|\p{Cs}|[\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffc\u{e0000}-\u{e007f}]/u

const names: Record<number, string> = {
  0: 'null',
  7: 'bell',
  8: 'backspace',
  27: 'escape',
  173: 'soft hyphen',
  8203: 'zero width space',
  8206: 'left-to-right mark',
  8207: 'right-to-left mark',
  8232: 'line separator',
  8233: 'paragraph separator',
  8234: 'left-to-right embedding',
  8235: 'right-to-left embedding',
  8236: 'pop directional formatting',
  8237: 'left-to-right override',
  8238: 'right-to-left override',
  8288: 'word joiner',
  8294: 'left-to-right isolate',
  8295: 'right-to-left isolate',
  8296: 'first strong isolate',
  8297: 'pop directional isolate',
  65279: 'byte order mark',
}

/** A piece of a text: plain, or one odd character with its code (`U+202E`) and what it is. */
export type TextPiece = { text: string; odd: { code: string; name: string } | null }

/** The text in pieces, each odd character alone; joined they are the text. `null`: it has none, as nearly every text. */
export function splitAtOddCharacters(text: string): TextPiece[] | null {
  if (!oddCharacter.test(text)) return null
  const pieces: TextPiece[] = []
  let end = 0
  for (const { 0: found, index } of text.matchAll(new RegExp(oddCharacter, 'gu'))) {
    if (index > end) pieces.push({ text: text.slice(end, index), odd: null })
    pieces.push({ text: found, odd: oddWords(found) })
    end = index + found.length
  }
  if (end < text.length) pieces.push({ text: text.slice(end), odd: null })
  return pieces
}

function oddWords(character: string): { code: string; name: string } {
  const point = character.codePointAt(0) ?? 0
  return { code: `U+${point.toString(16).toUpperCase().padStart(4, '0')}`, name: names[point] ?? nameOfRange(point) }
}

function nameOfRange(point: number): string {
  if (point >= 0xd800 && point <= 0xdfff) return 'half of a surrogate pair'
  if (point >= 0xe0000) return 'tag character'
  return point < 0xa0 ? 'control character' : 'invisible character'
}
