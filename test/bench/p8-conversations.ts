import { type BenchPage, openBenchPage } from './browser.ts'
import type { List } from './page/conversations.tsx'
import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { growth, median } from './statistics.ts'

const few = 10
const many = 10_000
const keys = 8
const keyEveryMs = 30
/** Rules, journal and counting come within this of the last key, and are measured too. */
const settleMs = 900
/** Of what takes seconds with 10,000 messages. */
const fewPairs = 5
/** A short one, or an opening, collects garbage or does not, which is a third of it. */
const manyPairs = 15

type Comparison = { what: string; one: [List, number]; other: [List, number]; most: number | null }

/**
 * P8: main-thread time per key in a conversation: with 10,000 messages against 10, an all-mounted list and a textarea. The
 * frames of the keys are counted, and in a row of its own what comes once they rest: rules, journal and the count of tokens.
 */
export async function typingInConversations(): Promise<Line[]> {
  const keysOnly = await compare('P8', typeKeys, 0.15, [
    { what: 'a key with 10,000 messages against 10', one: ['ours', many], other: ['ours', few], most: 2 },
    {
      what: 'a key with 10,000 messages against an all-mounted memoised list of them',
      one: ['ours', many],
      other: ['all-mounted', many],
      most: 1 / 8,
    },
    {
      what: 'a key with 10 messages against a textarea with their text',
      one: ['ours', few],
      other: ['textarea', few],
      most: 2,
    },
    {
      what: 'a key with 10 messages against a textarea with the text of one',
      one: ['ours', few],
      other: ['textarea', 1],
      most: null,
    },
  ])
  const withRest = await compare('P8', typeKeysAndRest, null, [
    {
      what: `a key and an ${keys}th of the rest after it, with 10,000 messages against 10`,
      one: ['ours', many],
      other: ['ours', few],
      most: null,
    },
  ])
  return [...keysOnly, ...withRest]
}

/** P11: main-thread time of opening a conversation until it rests. */
export async function openingConversations(): Promise<Line[]> {
  return compare('P11', open, null, [
    { what: 'opening 10,000 messages against 10', one: ['ours', many], other: ['ours', few], most: 2 },
    {
      what: 'opening 10,000 messages against an all-mounted memoised list of them',
      one: ['ours', many],
      other: ['all-mounted', many],
      most: 1 / 20,
    },
  ])
}

type Measure = (bench: BenchPage, list: List, count: number) => Promise<number>

async function compare(
  id: string,
  measure: Measure,
  steepest: number | null,
  comparisons: Comparison[],
): Promise<Line[]> {
  const bench = await openBenchPage()
  try {
    const lines: Line[] = []
    for (const { what, one, other, most } of comparisons) {
      const pairs = measure !== open && Math.max(one[1], other[1]) === many ? fewPairs : manyPairs
      const side = (which: [List, number]) => () => measure(bench, ...which)
      const { ours, baseline, ...ratio } = await measurePair(side(one), side(other), pairs)
      lines.push({
        id,
        what,
        result: `${ratioText(ratio)}, ${number(median(ours))} against ${number(median(baseline))} ms`,
        target: most === null ? '' : `≤ ${number(most)}x`,
        isMet: most === null ? null : ratio.high <= most,
      })
      if (steepest !== null && one[0] === other[0]) {
        const slope = growth([
          { size: other[1], cost: median(baseline) },
          { size: one[1], cost: median(ours) },
        ])
        const target = `≤ ${steepest}`
        lines.push({ id, what: `growth of it`, result: `slope ${number(slope)}`, target, isMet: slope <= steepest })
      }
    }
    return lines
  } finally {
    await bench.close()
  }
}

async function open({ page, taskMs }: BenchPage, list: List, count: number): Promise<number> {
  const ms = await taskMs(async () => {
    await page.evaluate((wanted) => window.bench.converse(wanted.list, wanted.count), { list, count })
    await page.waitForTimeout(settleMs)
  })
  await page.evaluate(() => window.bench.endConverse(''))
  return ms
}

const typeKeys: Measure = (bench, list, count) => typed(bench, list, count, 0)
const typeKeysAndRest: Measure = (bench, list, count) => typed(bench, list, count, settleMs)

/**
 * Milliseconds per key, the `restMs` after the last one included.
 * @throws where the text is not what it should be afterwards.
 */
async function typed({ page, cdp, taskMs }: BenchPage, list: List, count: number, restMs: number): Promise<number> {
  const press = async (key: string) => {
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key })
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key })
    await page.waitForTimeout(keyEveryMs)
  }
  await page.evaluate((wanted) => window.bench.converse(wanted.list, wanted.count), { list, count })
  await page.waitForTimeout(settleMs)
  await press('a')
  await page.waitForTimeout(settleMs)
  const ms = await taskMs(async () => {
    for (let key = 0; key < keys; key += 1) await press('b')
    await page.waitForTimeout(restMs)
  })
  await page.waitForTimeout(settleMs)
  const isRight = await page.evaluate((wanted) => window.bench.endConverse(wanted), `a${'b'.repeat(keys)}`)
  if (!isRight) throw new Error(`What was typed into ${list} (${count} messages) did not arrive.`)
  return ms / keys
}
