import { parseUrl } from './web-url.ts'

/** A link that may be opened, with the host to show before it is; or why it may not. */
export type LinkVerdict = { ok: true; url: string; host: string } | { ok: false; reason: string }

const longest = 2_000

/**
 * Judges a link that came out of a model's answer, an error or our own docs. Only plain https is ever opened: every other
 * scheme can start a program, and a user name in front of the host can dress one host up as another.
 */
export function checkLink(text: string): LinkVerdict {
  if (text.length > longest) return { ok: false, reason: 'This link is longer than 2,000 characters.' }
  if (hasControlCharacter(text)) return { ok: false, reason: 'This link contains control characters.' }
  const url = parseUrl(text)
  if (!url) return { ok: false, reason: 'This is not a full web address.' }
  if (url.protocol !== 'https:') return { ok: false, reason: `Antiphon opens https links only, not ${url.protocol}` }
  if (url.username !== '' || url.password !== '') {
    return { ok: false, reason: 'This link hides its real host behind a user name.' }
  }
  return { ok: true, url: url.href, host: url.host }
}

function hasControlCharacter(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const isBidi =
      (code >= 0x200e && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
    if (code < 0x20 || code === 0x7f || isBidi) return true
  }
  return false
}
