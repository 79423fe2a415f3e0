import type { Extension } from '@codemirror/state'
import { highlightSpecialChars } from '@codemirror/view'
import { splitAtOddCharacters } from '#shared/text/odd-characters'

/**
 * Beside what the library marks by itself (control characters, zero-width spaces, the strongest bidi controls): the other bidi
 * controls, invisible joiners and operators, tags, and halves of surrogate pairs. Joiners inside emoji and scripts stay as they are.
 */
const alsoSpecial = /[\u202a-\u202c\u2061-\u2064\u2060\u2068\u206a-\u206f\u180e\u{e0000}-\u{e007f}\ud800-\udfff]/u

/** Shows what cannot be seen, or turns other text around, as a mark with its code. The text itself stays as it is. */
export function specialChars(): Extension {
  return highlightSpecialChars({
    addSpecialChars: alsoSpecial,
    render: (code, description, placeholder) =>
      markOf(
        placeholder === '\u2022' ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : placeholder,
        description ?? '',
      ),
  })
}

function markOf(sign: string, description: string): HTMLElement {
  const mark = document.createElement('span')
  mark.className = 'cm-specialChar'
  mark.textContent = sign
  mark.title = description
  mark.setAttribute('aria-label', description)
  return mark
}

/** Puts the same marks into text that an extension has drawn itself. */
export function markSpecialChars(drawn: Element): void {
  const texts = document.createTreeWalker(drawn, NodeFilter.SHOW_TEXT)
  const found: Text[] = []
  while (texts.nextNode()) found.push(texts.currentNode as Text)
  for (const text of found) {
    const pieces = text.data.split(/(\r)/).flatMap((piece) => (piece === '\r' ? carriageReturn : piecesOf(piece)))
    if (pieces.some((piece) => typeof piece !== 'string')) text.replaceWith(...pieces.map(drawnPiece))
  }
}

type Piece = string | { sign: string; name: string }

const carriageReturn: Piece = { sign: '\u240d', name: 'carriage return' }

function piecesOf(text: string): Piece[] {
  return (
    splitAtOddCharacters(text)?.map(({ text: piece, odd }) =>
      odd ? { sign: signOf(piece, odd.code), name: odd.name } : piece,
    ) ?? [text]
  )
}

/** Control characters have signs of their own. */
function signOf(character: string, code: string): string {
  const point = character.charCodeAt(0)
  return point < 0x20 ? String.fromCharCode(0x2400 + point) : code
}

const drawnPiece = (piece: Piece): string | HTMLElement =>
  typeof piece === 'string' ? piece : markOf(piece.sign, piece.name)
