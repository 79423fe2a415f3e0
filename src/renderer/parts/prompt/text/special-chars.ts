import type { Extension } from '@codemirror/state'
import { highlightSpecialChars } from '@codemirror/view'

/**
 * Beside what the library marks by itself (control characters, zero-width spaces, the strongest bidi controls): the other bidi
 * controls, invisible joiners and operators, tags, and halves of surrogate pairs. Joiners inside emoji and scripts stay as they are.
 */
const alsoSpecial = /[\u202a-\u202c\u2061-\u2064\u2060\u2068\u206a-\u206f\u180e\u{e0000}-\u{e007f}\ud800-\udfff]/u

/** Shows what cannot be seen, or turns other text around, as a mark with its code. The text itself stays as it is. */
export function specialChars(): Extension {
  return highlightSpecialChars({
    addSpecialChars: alsoSpecial,
    render: (code, description, placeholder) => {
      const mark = document.createElement('span')
      mark.className = 'cm-specialChar'
      mark.textContent =
        placeholder === '\u2022' ? `U+${code.toString(16).toUpperCase().padStart(4, '0')}` : placeholder
      mark.title = description ?? ''
      mark.setAttribute('aria-label', description ?? '')
      return mark
    },
  })
}
