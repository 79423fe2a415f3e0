// `Invoke-WebRequest` and `Invoke-RestMethod`, which browsers copy requests for PowerShell as.
import { dialectOf } from '../code/api-call.ts'
import type { PlacedNote, RawRequest } from '../reading.ts'
import { type CurlContext, curlRequest } from './curl.ts'

const names = new Set(['invoke-webrequest', 'invoke-restmethod', 'iwr', 'irm'])

/** The request of one such command; `null` for every other command. Its headers are a table of PowerShell and not read. */
export function webRequest(
  name: string,
  words: readonly string[],
  context: CurlContext,
): { requests: RawRequest[]; notes: PlacedNote[] } | null {
  if (!names.has(name)) return null
  const option = (wanted: string) => {
    const place = words.findIndex((word) => word.toLowerCase() === wanted)
    return place < 0 ? null : (words[place + 1] ?? null)
  }
  const address = option('-uri') ?? words.find((word) => /^https?:/i.test(word)) ?? ''
  const body = option('-body')
  if (body === null || !body.trimStart().startsWith('{')) {
    const what = 'The body of this request is put together by PowerShell: paste it as JSON.'
    return { requests: [], notes: dialectOf(address) ? [{ at: context.at, what }] : [] }
  }
  return curlRequest([address, '--data-raw', body], context)
}
