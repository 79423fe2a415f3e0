import { expect, it } from 'vitest'
import type { FindQuery } from '#shared/find/find-query'
import { searchTexts, type TextSearch } from '#shared/find/text-search'
import type { Host } from '../../host/host.ts'
import { findInTexts } from './find-in-texts.ts'

const query: FindQuery = { text: 'a', matchCase: true, wholeWord: false, isRegex: false }
const { signal } = new AbortController()

/** The core's answer, without the core: `asked` counts the texts of each call. */
function fakeHost() {
  const asked: number[] = []
  const call = async (_name: string, search: TextSearch) => {
    asked.push(search.texts.length)
    return searchTexts(search)
  }
  // Safe: nothing else is called.
  return { asked, host: { call } as unknown as Pick<Host, 'call'> }
}
const texts = (...all: string[]) => all.map((text) => ({ text }))
const options = { replacement: null, most: 100, signal }

it('finds in the order of the texts, the long ones in the core', async () => {
  const { host, asked } = fakeHost()
  const long = `${'b'.repeat(300_000)}a`
  const { found, count, isCut } = await findInTexts(host, texts('xax', '', long, 'b', 'aa'), query, options)
  expect(found.map(({ index, places }) => [index, places])).toEqual([
    [0, [1, 2]],
    [2, [300_000, 300_001]],
    [4, [0, 1, 1, 2]],
  ])
  expect({ count, isCut, asked }).toEqual({ count: 4, isCut: false, asked: [1] })
})

it('sends regular expressions to the core, many texts at a time', async () => {
  const { host, asked } = fakeHost()
  const many = Array.from({ length: 1_200 }, (_, index) => ({ text: `${'b'.repeat(1_000)}a${index}` }))
  const { count } = await findInTexts(
    host,
    many,
    { ...query, text: 'a\\d', isRegex: true },
    { ...options, most: 5_000 },
  )
  expect(count).toBe(1_200)
  expect(asked.length).toBeLessThan(5)
})

it('stops at so many, and says that there are more', async () => {
  const { host } = fakeHost()
  const cut = await findInTexts(host, texts('aaa', 'aaa', 'aaa'), query, { ...options, most: 4 })
  expect([cut.count, cut.isCut, cut.found.map(({ places }) => places.length / 2)]).toEqual([4, true, [3, 1]])
  const all = await findInTexts(host, texts('aaa', 'a'), query, { ...options, most: 4 })
  expect([all.count, all.isCut]).toEqual([4, false])
})

it('says that an expression is no good, or takes too long', async () => {
  const regex = (text: string) => ({ ...query, text, isRegex: true })
  expect((await findInTexts(fakeHost().host, texts('a'), regex('['), options)).problem).toMatch(/character class/)
  // Safe: nothing else is called.
  const slow = { call: async () => null } as unknown as Pick<Host, 'call'>
  expect(await findInTexts(slow, texts('a'), regex('a'), options)).toMatchObject({
    count: 0,
    problem: 'It takes too long in these texts, and was stopped',
  })
})

it('ends when nobody waits any more, and lets others work meanwhile', async () => {
  const leaving = new AbortController()
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
    if (turns === 3) leaving.abort()
  })
  const many = Array.from({ length: 100_000 }, () => ({ text: 'b'.repeat(2_000) }))
  const search = findInTexts(fakeHost().host, many, query, { ...options, signal: leaving.signal })
  await expect(search).rejects.toThrow()
  clearInterval(timer)
  expect(turns).toBeGreaterThanOrEqual(3)
})
