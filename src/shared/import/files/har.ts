// HTTP archives, as browsers and proxies save them (HAR 1.2).
import { isObject, type JsonObject, type JsonValue } from '../../text/json.ts'
import { dialectOf } from '../code/api-call.ts'
import { guessDialect } from '../guess-dialect.ts'
import type { PlacedNote, RawRequest } from '../reading.ts'
import { readJsonText } from './json-text.ts'

/** Whether this is an HTTP archive. */
export function isHar(value: JsonValue): value is JsonObject & { log: JsonObject & { entries: JsonValue[] } } {
  return isObject(value) && isObject(value.log) && Array.isArray(value.log.entries)
}

/** The requests of an archive that go to a model. Responses in it are not read. */
export function readHar(value: JsonValue): { requests: RawRequest[]; notes: PlacedNote[] } {
  if (!isHar(value)) return { requests: [], notes: [] }
  const found = value.log.entries.map(entryOf)
  const others = found.filter((entry) => entry === null).length
  const what = `${others} other ${others === 1 ? 'request' : 'requests'} in the archive did not go to a model.`
  return {
    requests: found.filter((entry) => entry !== null),
    notes: others === 0 ? [] : [{ at: null, what }],
  }
}

function entryOf(entry: JsonValue): RawRequest | null {
  const request = isObject(entry) ? entry.request : undefined
  if (!isObject(entry) || !isObject(request) || typeof request.url !== 'string') return null
  const post = request.postData
  const text = isObject(post) && typeof post.text === 'string' ? post.text : ''
  const read = isCounted(request.url) ? null : readJsonText(text)
  if (!read?.ok || !isObject(read.value)) return null
  const named = dialectOf(request.url)
  // The pages of consoles have addresses of their own, such as `/workbench/…/completion`: the body tells.
  const dialect = named === null || named === 'text' ? (guessDialect(read.value) ?? named) : named
  if (!dialect) return null
  const title = typeof entry.startedDateTime === 'string' ? entry.startedDateTime.slice(0, 19).replace('T', ' ') : null
  const notes = read.faults.map(({ what }) => ({ at: null, what }))
  return { dialect, title, at: null, body: read.value, headers: headersOf(request.headers), notes }
}

/** A count asks for no answer; the request that it counts is in the archive, too. */
function isCounted(url: string): boolean {
  return url.split(/[?#]/)[0]?.endsWith('/count_tokens') ?? false
}

function headersOf(headers: JsonValue | undefined): Record<string, string> {
  if (!Array.isArray(headers)) return {}
  return Object.fromEntries(
    headers.flatMap((header): [string, string][] => {
      if (!isObject(header) || typeof header.name !== 'string' || typeof header.value !== 'string') return []
      return [[header.name.toLowerCase(), header.value]]
    }),
  )
}
