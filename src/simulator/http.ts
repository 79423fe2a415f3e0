// Reading requests and sending whole answers over plain HTTP.
import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { ApiError } from './api-error.ts'
import type { Exchange } from './exchange.ts'

/** Largest body of a message or token-counting request (limits: 32 MB). */
export const MAX_BODY_BYTES = 32 * 1024 * 1024

/** A body as text. Above the limit it is read to its end and dropped, so that the client hears the refusal. */
export async function readBody(request: IncomingMessage): Promise<{ body: string; isTooLarge: boolean }> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes <= MAX_BODY_BYTES) chunks.push(chunk)
    else chunks.length = 0
  }
  const isTooLarge = bytes > MAX_BODY_BYTES
  return { body: isTooLarge ? '' : Buffer.concat(chunks).toString('utf8'), isTooLarge }
}

/** A new id such as `req_sim3f…`, unique like the API's. */
export function newId(prefix: string): string {
  return `${prefix}_sim${randomBytes(12).toString('hex')}`
}

const ORGANIZATION_ID = '5a11a7e0-0000-4000-8000-51a0147a0001'
const WORKSPACE_ID = 'wrkspc_simulated'

/** Headers that every answer of the API carries. */
export function apiHeaders(exchange: Exchange): Record<string, string> {
  return {
    'request-id': exchange.requestId,
    'anthropic-organization-id': ORGANIZATION_ID,
    'anthropic-workspace-id': WORKSPACE_ID,
  }
}

/** Answers with JSON. */
export function sendJson(exchange: Exchange, status: number, body: unknown, headers: Record<string, string> = {}) {
  send(exchange, status, 'application/json', JSON.stringify(body), headers)
}

/** Answers with any body, its length given. */
export function send(
  exchange: Exchange,
  status: number,
  contentType: string,
  body: string,
  headers: Record<string, string> = {},
) {
  const bytes = Buffer.from(body)
  exchange.response.writeHead(status, {
    ...apiHeaders(exchange),
    ...(contentType ? { 'content-type': contentType } : {}),
    'content-length': String(bytes.length),
    ...headers,
  })
  exchange.response.end(bytes)
}

/** Answers a refusal in the API's shape. */
export function sendError(exchange: Exchange, error: ApiError, headers: Record<string, string> = {}) {
  sendJson(exchange, error.status, error.body(exchange.requestId), { ...headers, ...error.headers })
}

/** The request's JSON body; throws the API's refusals for a wrong type, a wrong size and what is not JSON. */
export function readJson({ request, body, isTooLarge }: Exchange): unknown {
  const type = request.headers['content-type'] ?? ''
  if (!/^application\/(.+\+)?json\s*(;|$)/i.test(type)) {
    throw new ApiError(400, `content-type: must be application/json${type ? `, not ${type}` : ''}`)
  }
  if (isTooLarge) throw new ApiError(413, 'Request exceeds the maximum allowed number of bytes.')
  try {
    return JSON.parse(body) as unknown
  } catch (error) {
    throw new ApiError(400, `The request body is not valid JSON: ${(error as Error).message}`)
  }
}
