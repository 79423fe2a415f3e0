import type { IncomingMessage } from 'node:http'

/** The only name that the server answers to. A page behind DNS rebinding comes with its own name in `Host`. */
export function ownHost(port: number): string {
  return `127.0.0.1:${port}`
}

/** The only origin whose pages may speak to the server. */
export function ownOrigin(port: number): string {
  return `http://${ownHost(port)}`
}

/**
 * The status to refuse a request with before anything looks at what it wants, or `null` where it may go on:
 * 421 when it was not meant for this server, 403 when another page sent it. Another local server's page counts as foreign
 * although browsers call it same-site, because cookies ignore ports.
 */
export function refusal(request: IncomingMessage, port: number): 403 | 421 | null {
  if (!request.url?.startsWith('/')) return 421
  const hosts = headerValues(request, 'host')
  if (hosts.length !== 1 || hosts[0] !== ownHost(port)) return 421
  const isOwnOrigin = headerValues(request, 'origin').every((origin) => origin === ownOrigin(port))
  const isOwnSite = headerValues(request, 'sec-fetch-site').every((site) => site === 'same-origin' || site === 'none')
  return isOwnOrigin && isOwnSite ? null : 403
}

/** Whether the request names our own origin. Browsers always do so on POST and on WebSockets; the rest is no browser's page. */
export function namesOwnOrigin(request: IncomingMessage, port: number): boolean {
  return headerValues(request, 'origin').length === 1 && request.headers.origin === ownOrigin(port)
}

/** Every value that came for a header: `request.headers` silently keeps one of several `Host` lines. */
function headerValues(request: IncomingMessage, name: string): string[] {
  const { rawHeaders } = request
  return rawHeaders.flatMap((text, index) =>
    index % 2 === 0 && text.toLowerCase() === name ? [rawHeaders[index + 1] ?? ''] : [],
  )
}
