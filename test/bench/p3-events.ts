import { measurePair } from './pair.ts'
import { type Line, number, ratioText } from './report.ts'
import { growth, median } from './statistics.ts'
import { coreReader, type Reader, readByHand, sdkReader, startBenchServer } from './streams.ts'

const deltaBytes = 20

/** P3: events per second through the core, against the SDK's raw loop and a hand-written one; growth over text and streams. */
export async function eventsPerSecond(): Promise<Line[]> {
  const server = await startBenchServer()
  const [core, sdk] = [coreReader(), sdkReader()]
  const total = (read: Reader, bytes: number) => async () => {
    const { characters, totalMs } = await read(server.url(bytes, deltaBytes), 'Hello')
    if (characters !== bytes) throw new Error(`read ${characters} of ${bytes} characters`)
    return totalMs
  }
  const lines: Line[] = []
  const costs: { size: number; cost: number }[] = []
  for (const bytes of [10_000, 100_000, 1_000_000, 10_000_000]) {
    const pairs = bytes >= 10_000_000 ? 5 : 15
    const againstSdk = await measurePair(total(sdk, bytes), total(core, bytes), pairs)
    const againstHand = await measurePair(total(readByHand, bytes), total(core, bytes), pairs)
    const ms = median(againstSdk.baseline)
    costs.push({ size: bytes, cost: ms })
    const isJudged = bytes >= 100_000
    lines.push({
      id: 'P3',
      what: `speed of the core, ${number(bytes / 1000)} kB in deltas of ${deltaBytes} bytes`,
      result: `${ratioText(againstSdk)} of the SDK's raw loop, ${ratioText(againstHand)} of a hand loop, ${number(bytes / deltaBytes / (ms / 1000))} events/s`,
      target: isJudged ? '≥ 0.85x SDK, ≥ 0.4x hand' : '',
      isMet: isJudged ? againstSdk.low >= 0.85 && againstHand.low >= 0.4 : null,
    })
  }
  const slope = growth(costs)
  lines.push({
    id: 'P3',
    what: 'growth of the time with the text, 10 kB to 10 MB',
    result: `slope ${number(slope)}`,
    target: '≤ 1.1',
    isMet: slope <= 1.1,
  })
  const perStream: number[] = []
  for (const streams of [1, 4, 32]) {
    const startedAt = performance.now()
    await Promise.all(Array.from({ length: streams }, total(core, 320_000 / streams)))
    perStream.push(performance.now() - startedAt)
  }
  lines.push({
    id: 'P3',
    what: '320 kB over 1, 4 and 32 streams',
    result: `${perStream.map((ms) => `${number(ms)} ms`).join(', ')}`,
    target: '',
    isMet: null,
  })
  server.close()
  return lines
}
