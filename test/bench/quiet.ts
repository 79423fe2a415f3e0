import { createHash } from 'node:crypto'
import { measurePair } from './pair.ts'
import { ratioText } from './report.ts'

const widest = 0.1

/** Measures the same work against itself, and says so where this machine is too busy for the numbers to mean much. */
export async function checkQuiet(): Promise<void> {
  const ratio = await measurePair(work, work, 21)
  console.log(`A against A: ${ratioText(ratio)}`)
  if (ratio.low >= 1 - widest && ratio.high <= 1 + widest) return
  console.log('The machine is noisy: that should lie between 0.9x and 1.1x. Take the times below with care.')
}

const block = Buffer.alloc(1_000_000, 'antiphon')

async function work(): Promise<number> {
  const startedAt = performance.now()
  for (let time = 0; time < 20; time += 1) createHash('sha256').update(block).digest()
  return performance.now() - startedAt
}
