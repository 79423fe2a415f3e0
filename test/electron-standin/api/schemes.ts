// Custom schemes. Chromium on its own cannot navigate to app://host/path, so a page sees https://host.app.standin/path
// and the app sees its own URL; the requests are answered by the app's handler and never reach a network.

/** What an app passes to `protocol.handle`. */
export type SchemeHandler = (request: Request) => Response | Promise<Response>

/** Schemes that were registered as privileged, with their privileges. */
export const privilegedSchemes = new Map<string, Record<string, boolean>>()
/** Handlers by scheme. */
export const schemeHandlers = new Map<string, SchemeHandler>()

function isOurs(scheme: string): boolean {
  return privilegedSchemes.has(scheme) || schemeHandlers.has(scheme)
}

/** The URL that Chromium is told; anything but a custom scheme stays as it is. */
export function toChromiumUrl(url: string): string {
  const [, scheme = '', host = '', rest = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)(.*)$/is.exec(url) ?? []
  return isOurs(scheme.toLowerCase()) ? `https://${host}.${scheme.toLowerCase()}.standin${rest || '/'}` : url
}

/** The URL, origin or referrer that the app is told. */
export function toAppUrl(url: string): string {
  if (url.startsWith('blob:')) return `blob:${toAppUrl(url.slice('blob:'.length))}`
  const [match, host = '', scheme = ''] = /^https:\/\/([^/?#]+)\.([^./?#]+)\.standin(?=[/?#]|$)/.exec(url) ?? []
  return match && isOurs(scheme) ? `${scheme}://${host}${url.slice(match.length)}` : url
}

/** `scheme://host`, as Electron's frames report it, or 'null' for opaque origins. */
export function originOf(appUrl: string): string {
  const [origin = 'null'] = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(appUrl) ?? []
  return origin
}
