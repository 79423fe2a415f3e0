import { type Ratio, ratioOf } from './statistics.ts'

/** One side of a comparison. It measures one go of itself and answers the cost, in any unit that both sides share. */
export type Side = () => Promise<number>

/**
 * Measures two sides interleaved (A, B, then B, A, and so on), after one warm-up of each, so that what the machine does
 * meanwhile hits both.
 */
export async function measurePair(
  ours: Side,
  baseline: Side,
  pairs: number,
): Promise<Ratio & { ours: number[]; baseline: number[] }> {
  await ours()
  await baseline()
  const measured = { ours: [] as number[], baseline: [] as number[] }
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = pair % 2 === 0 ? (['ours', 'baseline'] as const) : (['baseline', 'ours'] as const)
    for (const side of order) measured[side].push(await (side === 'ours' ? ours() : baseline()))
  }
  return { ...ratioOf(measured.ours, measured.baseline), ...measured }
}
