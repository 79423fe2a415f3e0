import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { median } from './statistics.ts'
import { coreReader, readByHand, sdkReader, startBenchServer } from './streams.ts'

const targets = [
  { bytes: 1_000, most: 1.6, mostMs: 1 },
  { bytes: 1_000_000, most: 1.2, mostMs: Number.POSITIVE_INFINITY },
  { bytes: 10_000_000, most: Number.POSITIVE_INFINITY, mostMs: Number.POSITIVE_INFINITY },
]

/** P1: from the start of a run to its first delta, against a hand-written fetch loop on the same server. */
export async function firstDelta(): Promise<Line[]> {
  const server = await startBenchServer()
  const read = coreReader()
  const url = server.url(2_000, 20)
  const lines: Line[] = [await floor(url)]
  for (const { bytes, most, mostMs } of targets) {
    const text = 'x'.repeat(bytes)
    const pairs = bytes > 1_000_000 ? 9 : 41
    const { ours, baseline, ...ratio } = await measurePair(
      async () => (await read(url, text)).firstDeltaMs,
      async () => (await readByHand(url, text)).firstDeltaMs,
      pairs,
    )
    const added = median(ours) - median(baseline)
    lines.push({
      id: 'P1',
      what: `first delta, request of ${number(bytes / 1000)} kB, core against raw fetch`,
      result: `${ratioText(ratio)}, ${number(median(ours))} against ${number(median(baseline))} ms, +${number(added)} ms`,
      target: Number.isFinite(most) ? `≤ ${most}x${Number.isFinite(mostMs) ? ` and ≤ +${mostMs} ms` : ''}` : '',
      isMet: Number.isFinite(most) ? ratio.high <= most && added <= mostMs : null,
    })
  }
  server.close()
  return lines
}

/** What the official SDK alone takes: the core sends through it. */
async function floor(url: string): Promise<Line> {
  const read = sdkReader()
  const text = 'x'.repeat(1_000)
  const { ours, baseline, ...ratio } = await measurePair(
    async () => (await read(url, text)).firstDeltaMs,
    async () => (await readByHand(url, text)).firstDeltaMs,
    41,
  )
  return {
    id: 'P1',
    what: 'first delta, request of 1 kB, the SDK’s own loop against raw fetch: the floor',
    result: `${ratioText(ratio)}, +${number(median(ours) - median(baseline))} ms`,
    target: '',
    isMet: null,
  }
}
