import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { namesOwnOrigin } from './request-guard.ts'
import { cookieName, readCookie, type Session } from './session.ts'

/** What to answer: a status, and JSON where there is something to say. */
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> }

/** A session request is a token in braces; anything longer is none. */
const longestBody = 1_000

/**
 * `/session`. POST exchanges the one-time token for the cookie and the secret; GET tells a reloaded page whether its cookie
 * and secret are still good. Both want a header that no form, image or beacon can set, and a browser asks before it sends
 * that header for another origin, which is never allowed.
 * @param isRefused Who gets nothing for the token, by the connection.
 */
export async function answerSession(
  request: IncomingMessage,
  session: Session,
  port: number,
  isRefused: (socket: Socket) => Promise<boolean>,
): Promise<Reply> {
  if (request.headers['x-antiphon'] !== '1') return { status: 403 }
  if (request.method === 'GET') {
    const secret = request.headers['x-antiphon-secret']
    const isGood = session.admits(readCookie(request.headers.cookie, port), typeof secret === 'string' ? secret : null)
    return { status: isGood ? 204 : 401 }
  }
  if (request.method !== 'POST') return { status: 405, headers: { Allow: 'GET, POST' } }
  if (!namesOwnOrigin(request, port)) return { status: 403 }
  if (request.headers['content-type'] !== 'application/json') return { status: 415 }
  const text = await readBody(request)
  if (text === null) return { status: 413, headers: { Connection: 'close' } }
  // The token stays good for whom it was made for.
  if (await isRefused(request.socket)) return { status: 403 }
  const credentials = session.redeem(tokenIn(text))
  if (!credentials) return { status: 401 }
  return {
    status: 200,
    body: { secret: credentials.secret },
    headers: { 'Set-Cookie': `${cookieName(port)}=${credentials.cookie}; Path=/; HttpOnly; SameSite=Strict` },
  }
}

/** The body as text, or `null` as soon as it is too long. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > longestBody) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The token in `{"token": "…"}`; the empty text, which no session has, where the body is something else. */
function tokenIn(text: string): string {
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && 'token' in body && typeof body.token === 'string')
      return body.token
  } catch {
    // Not JSON: no token.
  }
  return ''
}
