import { expect, it } from 'vitest'
import { isOwnFrame, isOwnUrl } from './sender.ts'

it.each(['app://antiphon/', 'app://antiphon/index.html', 'app://antiphon/index.html#x'])(
  'takes %s for a page of ours',
  (url) => {
    expect(isOwnUrl(url)).toBe(true)
  },
)

it.each([
  'app://antiphon.evil/',
  'app://evil/antiphon',
  'app://antiphon@evil/',
  'app://antiphon:1/',
  'app://user@antiphon/',
  'app://:password@antiphon/',
  'https://antiphon/',
  'file:///antiphon',
  'about:blank',
  'about:srcdoc',
  'data:text/html,hi',
  '',
])('does not take %j for one', (url) => {
  expect(isOwnUrl(url)).toBe(false)
})

it('takes messages from the main frame of our page only', () => {
  const own = { url: 'app://antiphon/', parent: null }
  expect(isOwnFrame(own)).toBe(true)
  expect(isOwnFrame(null)).toBe(false)
  expect(isOwnFrame(undefined)).toBe(false)
  expect(isOwnFrame({ ...own, parent: own })).toBe(false)
  expect(isOwnFrame({ ...own, detached: true })).toBe(false)
  expect(isOwnFrame({ ...own, url: 'about:blank' })).toBe(false)
})
