import { fetchTold, headerLine } from './header-lines.ts'
import { connectionFailure, RequestFailure } from './request-failure.ts'
import { watchBody, withBody } from './watched-body.ts'
import type { FetchLimits, ReadLines, Watch, WatchedInit, WireRequest } from './wire.ts'

/** Lets a test hand in the wall clock (milliseconds since 1970), so that a night's sleep takes no night. */
export type FetchOptions = { origin: string; limits: FetchLimits; wallClock: () => number }

/** More than is ever shown: a key that a server repeats has to be whole to be found and blanked out. */
const excerptLength = 1_000

/**
 * The fetch that the SDK gets: asks `origin` and nothing else, follows no redirect, takes only the content type that the
 * call expects, and gives up a body that goes silent or grows beyond the cap. Rejects with a RequestFailure; an abort
 * rejects with the signal's reason.
 */
export function createWatchedFetch({ origin, limits, wallClock }: FetchOptions): typeof fetch {
  return async (input, init: WatchedInit = {}) => {
    const { watch = { expects: 'json', observers: [], failure: null, events: null }, ...request } = init
    const url = new URL(input instanceof Request ? input.url : input)
    const fail = (failure: RequestFailure): never => {
      watch.failure ??= failure
      throw failure
    }
    if (url.origin !== origin) return fail(new RequestFailure('foreign-host', { said: url.origin }))
    for (const { onRequest } of watch.observers) onRequest?.(() => describe(url, request))

    const ours = new AbortController()
    const signal = request.signal ? AbortSignal.any([request.signal, ours.signal]) : ours.signal
    let lines: ReadLines | null = null
    let tunnelError: unknown = null
    const send = () => fetch(url, { ...request, signal, redirect: 'manual' })
    const response = await fetchTold(send, hostAndPort(url), textOf(request), {
      onSent: (sent) => {
        for (const { onSent } of watch.observers) onSent?.(sent)
      },
      onReceived: (received) => {
        lines = received
      },
      onTunnelLost: (error) => {
        tunnelError ??= error
        ours.abort()
      },
    }).catch((error: unknown) => {
      if (request.signal?.aborted) throw error
      return fail(connectionFailure(tunnelError ?? error))
    })
    const { status, statusText, headers } = response
    const told = lines ?? (() => linesOf(headers))
    for (const { onResponse } of watch.observers) onResponse?.({ status, statusText, headers, lines: told })

    const chunks = response.body && watchBody(response.body, { limits, wallClock, watch, stop: () => ours.abort() })
    if (status >= 300 && status < 400) {
      ours.abort()
      return fail(redirectFailure(response))
    }
    if (response.ok && !isExpected(headers, watch.expects)) {
      const said = await readExcerpt(chunks ?? [])
      ours.abort()
      return fail(notAnAnswer(response, said))
    }
    if (!chunks) return response
    if (watch.expects === 'json' || !response.ok) return withBody(response, chunks)
    watch.events = chunks
    return response
  }
}

/** A response whose status promises an answer of the API, and whose content is none. */
export function notAnAnswer({ status, headers }: Pick<Response, 'status' | 'headers'>, said: string): RequestFailure {
  const excerpt = said.slice(0, excerptLength)
  const facts = { status, headers, requestId: headers.get('request-id'), type: headers.get('content-type') }
  return new RequestFailure('not-an-answer', { ...facts, said: excerpt })
}

function redirectFailure({ status, headers }: Response): RequestFailure {
  return new RequestFailure('redirect', { status, headers, said: headers.get('location') })
}

function isExpected(headers: Headers, expects: Watch['expects']): boolean {
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (expects === 'events') return type === 'text/event-stream'
  return type === 'application/json' || type.endsWith('+json')
}

/** The first characters of a body; what came before an early end where it breaks off. */
async function readExcerpt(body: AsyncIterable<Uint8Array> | Uint8Array[]): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true })
      if (text.length >= excerptLength) break
    }
  } catch {
    // The body broke off: the beginning is all there is to show.
  }
  return text
}

function describe(url: URL, request: RequestInit): WireRequest {
  const headers = linesOf(new Headers(request.headers))
  return { method: request.method ?? 'GET', url: url.href, headers, body: textOf(request) }
}

/** As a proxy is asked to lead there: the port is always named. */
function hostAndPort({ hostname, port, protocol }: URL): string {
  return `${hostname}:${port || (protocol === 'https:' ? 443 : 80)}`
}

function linesOf(headers: Headers) {
  return [...headers].map(([name, value]) => headerLine(name, value))
}

function textOf({ body }: RequestInit): string | null {
  return typeof body === 'string' ? body : null
}
