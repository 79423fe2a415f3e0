import { type BenchPage, openBenchPage } from './browser.ts'
import type { Editor } from './page/editors.tsx'
import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { growth, median } from './statistics.ts'

/** `stockPairs`: CodeMirror with lang-markdown takes seconds per key from 5 MB on, so it is not measured everywhere. */
type Case = {
  lines: 'many' | 'one'
  length: number
  name: string
  pairs: number
  stockPairs: number
  most: number | null
}

const cases: Case[] = [
  { lines: 'many', length: 1_024, name: '1 KB', pairs: 9, stockPairs: 0, most: 2 },
  { lines: 'many', length: 102_400, name: '100 KB', pairs: 5, stockPairs: 3, most: null },
  { lines: 'many', length: 1_048_576, name: '1 MB', pairs: 5, stockPairs: 3, most: 1 / 5 },
  { lines: 'many', length: 5_242_880, name: '5 MB', pairs: 5, stockPairs: 0, most: 1 / 20 },
  { lines: 'one', length: 1_048_576, name: '1 MB in one line', pairs: 5, stockPairs: 0, most: 1 },
]
const keys = 8
/** Faster than anybody types. The text that a long prompt holds back is delivered within what is measured. */
const keyEveryMs = 30
const settleMs = 200
const steepest = 0.1

/** P9: main-thread time per key in one large prompt: the app's field, a bare textarea, CodeMirror with its Markdown. */
export async function typing(): Promise<Line[]> {
  const bench = await openBenchPage()
  try {
    const lines: Line[] = []
    const costs: { size: number; cost: number }[] = []
    for (const each of cases) {
      const side = (editor: Editor) => () => typeKeys(bench, editor, each)
      const plain = await measurePair(side('ours'), side('textarea'), each.pairs)
      const stock = each.stockPairs > 0 ? await measurePair(side('ours'), side('codemirror'), each.stockPairs) : null
      if (each.lines === 'many') costs.push({ size: each.length, cost: median(plain.ours) })
      lines.push({
        id: 'P9',
        what: `a key in a prompt of ${each.name}, the app's editor against a textarea`,
        result: `${ratioText(plain)}, ${number(median(plain.ours))} against ${number(median(plain.baseline))} ms${stock ? `; ${ratioText(stock)} of CodeMirror with lang-markdown` : ''}`,
        target: each.most === null ? '' : `≤ ${number(each.most)}x a textarea`,
        isMet: each.most === null ? null : plain.high <= each.most,
      })
    }
    const slope = growth(costs)
    lines.push({
      id: 'P9',
      what: 'growth of a key with the prompt, 1 KB to 5 MB',
      result: `slope ${number(slope)}`,
      target: `about 0 (≤ ${steepest})`,
      isMet: slope <= steepest,
    })
    return lines
  } finally {
    await bench.close()
  }
}

/**
 * Types in the middle of a text.
 * @returns Milliseconds of the main thread per key.
 * @throws where the text is not what it should be afterwards.
 */
async function typeKeys({ page, cdp, taskMs }: BenchPage, editor: Editor, { lines, length }: Case): Promise<number> {
  const press = async (key: string) => {
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: key })
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key })
    await page.waitForTimeout(keyEveryMs)
  }
  const what = { editor, lines, length }
  await page.evaluate((wanted) => window.bench.edit(wanted.editor, wanted.lines, wanted.length), what)
  await press('a')
  await page.waitForTimeout(settleMs)
  const ms = await taskMs(async () => {
    for (let key = 0; key < keys; key += 1) await press('b')
    await page.waitForTimeout(settleMs)
  })
  const typed = `a${'b'.repeat(keys)}`
  const isRight = await page.evaluate((wanted) => window.bench.endEdit(wanted.lines, wanted.length, wanted.typed), {
    ...what,
    typed,
  })
  if (!isRight) throw new Error(`What was typed into ${editor} (${length} characters) did not arrive.`)
  return ms / keys
}
