import { randomBytes } from 'node:crypto'
import { readPageFile } from '#core/files/page-files'
import { securityHeaders, withNonce } from '#shared/page-policy'
import { appOrigin, isOwnUrl } from './sender.ts'

const plainText = { 'Content-Type': 'text/plain; charset=utf-8' }

/**
 * Answers `app://antiphon/…` with the files of the built page, and everything else with 404 or 405. Every answer carries the
 * page's security headers; the page itself gets a nonce of its own on every load.
 * @param folder The folder of the built page.
 */
export function createPageHandler(folder: string): (request: Pick<Request, 'url' | 'method'>) => Promise<Response> {
  return async ({ url, method }) => {
    const nonce = randomBytes(18).toString('base64')
    const respond = (
      status: number,
      body: string | Uint8Array<ArrayBuffer>,
      headers: Record<string, string> = plainText,
    ) => new Response(body, { status, headers: { ...securityHeaders(nonce, null), ...headers } })

    if (method !== 'GET') return respond(405, 'Only GET is served here.')
    const file = isOwnUrl(url) ? await readPageFile(folder, pathOf(url)) : null
    if (!file) return respond(404, 'There is no such file.')
    const isPage = file.mimeType.startsWith('text/html')
    return respond(200, isPage ? withNonce(file.body.toString('utf8'), nonce) : new Uint8Array(file.body), {
      'Content-Type': file.mimeType,
      'Cache-Control': file.cacheControl,
    })
  }
}

/** The path as written: `URL` would resolve `..` and hide that somebody tried. */
function pathOf(url: string): string {
  const path = url.slice(appOrigin.length).replace(/[?#].*$/s, '')
  return path === '' ? '/' : path
}
