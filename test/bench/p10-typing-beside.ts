import { type BenchPage, openBenchPage } from './browser.ts'
import { type Line, number, ratioText } from './report.ts'
import { quantile, ratioOf } from './statistics.ts'

const streams = [1, 8, 32]
const pairs = 7
const seconds = 4
const keyEveryMs = 60
const length = 10_240
const most = 1.5

/** P10: how late a key is shown in the app's editor while answers stream beside it at 300 tokens/s each, against none. */
export async function typingBeside(): Promise<Line[]> {
  const bench = await openBenchPage()
  try {
    const lines: Line[] = []
    for (const count of streams) {
      const busy: number[] = []
      const idle: number[] = []
      for (let pair = 0; pair < pairs; pair += 1) {
        idle.push(quantile(await typeBeside(bench, 0), 0.95))
        busy.push(quantile(await typeBeside(bench, count), 0.95))
      }
      const ratio = ratioOf(busy, idle)
      lines.push({
        id: 'P10',
        what: `a key beside ${count} ${count === 1 ? 'stream' : 'streams'} of 300 tokens/s, against none`,
        result: `${ratioText(ratio)}: ${busy.map(number).join(', ')} against ${idle.map(number).join(', ')} ms (95 %)`,
        target: `≤ ${most}x`,
        isMet: ratio.high <= most,
      })
    }
    return lines
  } finally {
    await bench.close()
  }
}

/** Milliseconds from each key to the end of the frame that shows it. */
async function typeBeside({ page, cdp }: BenchPage, panes: number): Promise<number[]> {
  await page.evaluate((size) => window.bench.edit('ours', 'many', size), length)
  const streaming = page.evaluate((one) => window.bench.streamPanes(one), { panes, tokensPerSecond: 300, seconds })
  const keys = Math.floor((seconds * 1_000) / keyEveryMs) - 5
  for (let key = 0; key < keys; key += 1) {
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', key: 'b', text: 'b' })
    await cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', key: 'b' })
    await page.waitForTimeout(keyEveryMs)
  }
  const { keyMs } = await streaming
  const isRight = await page.evaluate(({ size, typed }) => window.bench.endEdit('many', size, typed), {
    size: length,
    typed: 'b'.repeat(keys),
  })
  if (!isRight) throw new Error(`What was typed beside ${panes} streams did not arrive.`)
  return keyMs
}
