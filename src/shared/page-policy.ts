/** Stands in index.html where every load of the page gets a nonce of its own. */
const noncePlaceholder = '__CSP_NONCE__'

/**
 * The content security policy of the page. The page may run only its own scripts and reach only its own origin, and no
 * string ever becomes markup or code (Trusted Types without a single policy).
 * @param nonce For the style elements that the editor makes; `null` for answers that are no page.
 * @param socket The address of the page's own WebSocket, for browsers whose 'self' does not cover it; `null` without one.
 */
export function contentSecurityPolicy(nonce: string | null, socket: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    socket === null ? "connect-src 'self'" : `connect-src 'self' ${socket}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** The headers that go out with every answer to the page, whatever it is: page, script, refusal. */
export function securityHeaders(nonce: string | null, socket: string | null): Record<string, string> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(nonce, socket),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-DNS-Prefetch-Control': 'off',
    'Permissions-Policy':
      'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), clipboard-read=(), clipboard-write=(self)',
    'Cache-Control': 'no-store',
  }
}

/**
 * The page with this load's nonce, which the renderer reads from `<meta name="csp-nonce">` and hands to what makes styles.
 * @throws where the page has no place for it: styles would then be blocked one by one, far from the cause.
 */
export function withNonce(html: string, nonce: string): string {
  if (!html.includes(noncePlaceholder)) throw new Error(`index.html has no ${noncePlaceholder}`)
  return html.replaceAll(noncePlaceholder, nonce)
}

const mimeTypes: Record<string, string> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
}

/**
 * A file of the built page: the folders and the name that lead to it, its MIME type, and how long a browser may keep it. A
 * name with a hash in it stands for one content for ever, so that a reload neither fetches nor compiles it again.
 */
export type PageFile = { segments: string[]; mimeType: string; cacheControl: string }

const hashedName = /^\/assets\/.+-[A-Za-z0-9_-]{8}\.\w+$/

/**
 * The file that a request's path names, without looking at the disk; `/` is the page itself. `null` for everything that the
 * build does not make: a segment may hold letters, digits, `_`, `-` and inner dots, nothing else, and nothing is decoded,
 * so that no spelling of "one folder up" has to be recognised.
 * @param path The path as it came over the wire, without query.
 */
export function pageFile(path: string): PageFile | null {
  if (path === '/') return { segments: ['index.html'], mimeType: 'text/html; charset=utf-8', cacheControl: 'no-store' }
  if (!/^(\/[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*)+$/.test(path)) return null
  const mimeType = mimeTypes[path.slice(path.lastIndexOf('.') + 1)]
  if (mimeType === undefined) return null
  const cacheControl = hashedName.test(path) ? 'max-age=31536000, immutable' : 'no-store'
  return { segments: path.slice(1).split('/'), mimeType, cacheControl }
}
