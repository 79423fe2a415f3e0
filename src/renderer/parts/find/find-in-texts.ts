import { type Places, placesIn, replacementsIn } from '#shared/find/find-matches'
import { compileQuery, type FindQuery } from '#shared/find/find-query'
import type { Host } from '../../host/host.ts'

/** One of the texts with what was found in it. `index`: its place among all texts. */
export type FoundIn<Text> = { text: Text; index: number; places: Places; inserts: string[] | null }

export type Findings<Text> = {
  found: FoundIn<Text>[]
  /** Matches in all of them; `isCut`: there are more. */
  count: number
  isCut: boolean
  problem: string | null
}

export type FindOptions = {
  /** What is to stand in the place of each match; `null` where nothing is replaced. */
  replacement: string | null
  most: number
  signal: AbortSignal
}

/** Nothing else of the page waits longer than this. */
const sliceMs = 6
/** In a longer text nobody can say how long even one match takes. */
const longText = 200_000
/** So many characters go to the core at a time. */
const batchLength = 1_000_000

const tooLong = 'It takes too long in these texts, and was stopped'

/**
 * Looks through texts of any number and size, a slice of a frame at a time; regular expressions, which may take for ever, and
 * long texts in the core. Rejects with the signal's reason when that aborts, and with an AppError where there is no core.
 */
export async function findInTexts<Text extends { text: string }>(
  host: Pick<Host, 'call'>,
  texts: Iterable<Text>,
  query: FindQuery,
  options: FindOptions,
): Promise<Findings<Text>> {
  const findings: Findings<Text> = { found: [], count: 0, isCut: false, problem: null }
  const compiled = compileQuery(query)
  if (!compiled) return findings
  if ('problem' in compiled) return { ...findings, problem: compiled.problem }
  const { pattern } = compiled
  const { signal, most, replacement } = options
  const left = () => most + 1 - findings.count
  const batch = createBatch(host, query, options, findings)
  let sliceEnd = performance.now() + sliceMs
  let index = -1
  for (const text of texts) {
    index += 1
    if (text.text === '') continue
    if (query.isRegex || text.text.length > longText) {
      batch.add(text, index)
      if (batch.length() >= batchLength) await batch.send(left())
    } else {
      if (batch.length() > 0) await batch.send(left())
      take(findings, text, index, inText(text.text, pattern, replacement, query, left()))
    }
    if (findings.count > most || findings.problem) break
    if (performance.now() < sliceEnd) continue
    await new Promise((resolve) => setTimeout(resolve))
    signal.throwIfAborted()
    sliceEnd = performance.now() + sliceMs
  }
  if (!findings.problem && findings.count <= most) await batch.send(left())
  signal.throwIfAborted()
  return withoutSurplus(findings, most)
}

type InText = Pick<FoundIn<unknown>, 'places' | 'inserts'>

function inText(text: string, pattern: RegExp, replacement: string | null, query: FindQuery, most: number): InText {
  if (replacement === null) return { places: placesIn(text, pattern, most), inserts: null }
  return replacementsIn(text, pattern, replacement, query, most)
}

function take<Text>(findings: Findings<Text>, text: Text, index: number, { places, inserts }: InText): void {
  if (places.length === 0) return
  findings.found.push({ text, index, places, inserts })
  findings.count += places.length / 2
}

/** Texts that wait for the core. */
function createBatch<Text extends { text: string }>(
  host: Pick<Host, 'call'>,
  query: FindQuery,
  { replacement, signal }: FindOptions,
  findings: Findings<Text>,
) {
  let waiting: { text: Text; index: number }[] = []
  let length = 0
  return {
    length: () => length,
    add: (text: Text, index: number) => {
      waiting.push({ text, index })
      length += text.text.length
    },
    send: async (most: number) => {
      const sent = waiting
      if (sent.length === 0) return
      waiting = []
      length = 0
      const texts = sent.map(({ text }) => text.text)
      const answer = await host.call('find.texts', { query, texts, replacement, most }, { signal })
      if (answer === null) findings.problem = tooLong
      answer?.forEach((inOne, at) => {
        const of = sent[at]
        if (of) take(findings, of.text, of.index, inOne)
      })
    },
  }
}

/** One more than are wanted was looked for, to see whether there is one. */
function withoutSurplus<Text>(findings: Findings<Text>, most: number): Findings<Text> {
  if (findings.problem) return { ...findings, found: [], count: 0 }
  let surplus = findings.count - most
  if (surplus <= 0) return findings
  const found = [...findings.found]
  while (surplus > 0) {
    const last = found.pop()
    if (!last) break
    const count = last.places.length / 2
    if (count > surplus) {
      const places = last.places.slice(0, 2 * (count - surplus))
      found.push({ ...last, places, inserts: last.inserts?.slice(0, count - surplus) ?? null })
    }
    surplus -= count
  }
  return { ...findings, found, count: most, isCut: true }
}
