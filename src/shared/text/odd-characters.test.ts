import { expect, it } from 'vitest'
import { splitAtOddCharacters } from './odd-characters.ts'

const codes = (text: string) => splitAtOddCharacters(text)?.flatMap(({ odd }) => (odd ? [odd.code] : [])) ?? []

it('takes a text apart at what cannot be seen, and loses nothing of it', () => {
  expect(splitAtOddCharacters('pay \u202eevil\u200b')).toEqual([
    { text: 'pay ', odd: null },
    { text: '\u202e', odd: { code: 'U+202E', name: 'right-to-left override' } },
    { text: 'evil', odd: null },
    { text: '\u200b', odd: { code: 'U+200B', name: 'zero width space' } },
  ])
})

it.each([
  ['escapes of a terminal', 'a\u001b[31mb\u0007', ['U+001B', 'U+0007']],
  ['NUL', '\u0000', ['U+0000']],
  ['bidi isolates', '\u2066a\u2069', ['U+2066', 'U+2069']],
  ['halves of surrogate pairs', 'a\ud800b\udc00', ['U+D800', 'U+DC00']],
  ['text hidden in tags', `Hi${String.fromCodePoint(0xe0068)}`, ['U+E0068']],
])('finds %s', (_, text, found) => {
  expect(codes(text)).toEqual(found)
  expect(
    splitAtOddCharacters(text)
      ?.map((piece) => piece.text)
      .join(''),
  ).toBe(text)
})

it('leaves emoji with joiners, other scripts, combining marks, tabs and ends of lines alone', () => {
  expect(splitAtOddCharacters(`👩‍👩‍👧 שלום क्‍ष\t\r\n${'e'}${'\u0301'.repeat(10_000)}`)).toBeNull()
})
