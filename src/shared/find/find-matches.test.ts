import { expect, it } from 'vitest'
import { withReplaced } from './find-matches.ts'
import { compileQuery, type FindQuery } from './find-query.ts'
import { searchTexts } from './text-search.ts'

const plain: FindQuery = { text: '', matchCase: false, wholeWord: false, isRegex: false }

/** What is found in a text, as it stands there. */
function found(text: string, query: Partial<FindQuery>): string[] {
  const [first] = searchTexts({ query: { ...plain, ...query }, texts: [text], replacement: null, most: 1_000 })
  const places = first?.places ?? []
  return Array.from({ length: places.length / 2 }, (_, at) => text.slice(places[2 * at], places[2 * at + 1]))
}

function replaced(text: string, query: Partial<FindQuery>, replacement: string): string {
  const [first] = searchTexts({ query: { ...plain, ...query }, texts: [text], replacement, most: 1_000 })
  return withReplaced(text, first?.places ?? [], first?.inserts ?? [])
}

it('finds a text whatever its letter case, and in the very case where that is asked for', () => {
  expect(found('Straße, STRASSE, strasse', { text: 'strasse' })).toEqual(['STRASSE', 'strasse'])
  expect(found('Ünder ünder', { text: 'ü', matchCase: true })).toEqual(['ü'])
})

it('takes every sign of a text for itself', () => {
  const hostile = '^$\\.*+?()[]{}|/-#&~,'
  expect(found(`x${hostile}x${hostile}`, { text: hostile })).toEqual([hostile, hostile])
  expect(replaced('a.b.c', { text: '.' }, '$& $1 \\n')).toBe('a$& $1 \\nb$& $1 \\nc')
})

it('finds whole words in any script, and signs that are no words beside them', () => {
  expect(found('cat concat cats cat_ «cat»', { text: 'cat', wholeWord: true })).toEqual(['cat', 'cat'])
  expect(found('дом дома', { text: 'дом', wholeWord: true })).toEqual(['дом'])
  expect(found('a$5 $55', { text: '$5', wholeWord: true })).toEqual(['$5'])
  expect(found('cat dog catdog', { text: 'cat|dog', wholeWord: true, isRegex: true })).toEqual(['cat', 'dog'])
})

it('finds what a regular expression matches, line by line, and nothing where it matches nothing', () => {
  expect(found('a1\nb2', { text: '^\\w\\d$', isRegex: true })).toEqual(['a1', 'b2'])
  expect(found('a\nb', { text: 'a\\nb', isRegex: true })).toEqual(['a\nb'])
  expect(found('xaax', { text: 'a*', isRegex: true })).toEqual(['aa'])
  expect(found('😀x', { text: '.', isRegex: true })).toEqual(['😀', 'x'])
})

it('says what is wrong with an expression', () => {
  const problem = (text: string) => compileQuery({ ...plain, text, isRegex: true })
  expect(problem('(')).toEqual({ problem: 'Unterminated group' })
  expect(problem('a)(b')).toEqual({ problem: "Unmatched ')'" })
  expect(problem('')).toBeNull()
  expect(compileQuery({ ...plain, text: 'a'.repeat(10_001) })).toHaveProperty('problem')
})

it('puts groups into what is replaced', () => {
  const query = { text: '(?<first>\\w+) (\\w+)', isRegex: true }
  expect(replaced('one two, three four', query, '$2 $<first>')).toBe('two one, four three')
  expect(replaced('one two', query, '$$1 $& $12 $9 $0')).toBe('$1 one two one2 $9 $0')
  expect(replaced('one two', query, '$1\\n\\t\\\\$2\\q')).toBe('one\n\t\\two\\q')
  expect(replaced('ab', { text: '(x)?b', isRegex: true }, '[$1]')).toBe('a[]')
  expect(replaced('one two', query, '$<toString>')).toBe('')
})

it('finds so many and no more', () => {
  const found = searchTexts({
    query: { ...plain, text: 'a' },
    texts: ['aaa', 'aaa', 'aaa'],
    replacement: null,
    most: 4,
  })
  expect(found.map(({ places }) => places.length / 2)).toEqual([3, 1, 0])
})
