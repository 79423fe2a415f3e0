import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { readPageFile } from '#core/files/page-files'
import type { CoreWire } from '#shared/frames'
import { securityHeaders, withNonce } from '#shared/page-policy'
import { createServer, randomBytes } from './builtins.ts'
import { namesOwnOrigin, ownHost, ownOrigin, refusal } from './request-guard.ts'
import { createSession, readCookie, type Session } from './session.ts'
import { answerSession, type Reply } from './session-route.ts'
import type { TabSockets } from './tab-sockets.ts'

/** What keeps a slow, large or endless visitor from tying up the server. */
export type Limits = {
  /** Milliseconds for the head of a request, and for a whole request. */
  headMs: number
  requestMs: number
  /** How often the two above are looked after, in milliseconds. */
  checkMs: number
  /** Bytes of a request's head. */
  headBytes: number
  connections: number
  /** Bytes of one message on a socket: a prompt with its images. */
  messageBytes: number
}

const usualLimits: Limits = {
  headMs: 10_000,
  requestMs: 20_000,
  checkMs: 1_000,
  headBytes: 16_384,
  connections: 256,
  messageBytes: 64 * 1024 * 1024,
}

export type PageServerOptions = {
  /** 0 for any free port. */
  port: number
  /** The folder of the built page. */
  pageFolder: string
  /** Called for every tab that has shown its credentials; it is let in when the answer is there, and then handed over. */
  openTab: () => Promise<(wire: CoreWire) => void>
  /** Whose connection gets nothing for the token; nobody's, unless it says so. */
  isRefused?: (socket: Socket) => Promise<boolean>
  limits?: Partial<Limits>
}

export type PageServer = {
  port: number
  /** The address with the one-time token. */
  url: string
  close: () => Promise<void>
}

/**
 * Serves the page and one WebSocket per tab on 127.0.0.1, and nowhere else. Rejects with the system's error where the port
 * is taken or forbidden.
 */
export async function servePage(options: PageServerOptions): Promise<PageServer> {
  const { port: wanted, pageFolder, openTab, isRefused = async () => false, limits } = options
  const limit = { ...usualLimits, ...limits }
  const session = createSession()
  let tabs: TabSockets | null = null
  const server = createServer({
    requireHostHeader: false, // ours to refuse, with our headers
    headersTimeout: limit.headMs,
    requestTimeout: limit.requestMs,
    connectionsCheckingInterval: limit.checkMs,
    maxHeaderSize: limit.headBytes,
  })
  server.maxConnections = limit.connections
  let port = 0
  server.on('request', (request, response) => {
    answer(request, { session, port, pageFolder, isRefused })
      .then((reply) => send(response, reply, port))
      .catch(() => send(response, { status: 500 }, port))
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const status = upgradeRefusal(request, session, port)
    if (status !== null) return hangUp(socket, status, port)
    Promise.all([import('./tab-sockets.ts'), openTab()]).then(
      ([{ createTabSockets }, onWire]) => {
        tabs ??= createTabSockets(limit.messageBytes)
        tabs.take(request, socket, head, onWire)
      },
      () => hangUp(socket, 503, port),
    )
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) hangUp(socket, statusOfBadRequest(error.code), port)
    else socket.destroy()
  })

  port = await listen(server, wanted)
  return {
    port,
    url: `${ownOrigin(port)}/#token=${session.token}`,
    close: async () => {
      tabs?.close()
      const closed = new Promise((resolve) => server.close(resolve))
      const impatience = setTimeout(() => {
        tabs?.terminate()
        server.closeAllConnections()
      }, 1_000)
      server.closeIdleConnections()
      await closed
      clearTimeout(impatience)
    },
  }
}

type Place = { session: Session; port: number; pageFolder: string; isRefused: (socket: Socket) => Promise<boolean> }

async function answer(request: IncomingMessage, { session, port, pageFolder, isRefused }: Place): Promise<Reply> {
  const refused = refusal(request, port)
  if (refused !== null) return { status: refused }
  const [path = ''] = (request.url ?? '').split('?', 1)
  if (path === '/session') return answerSession(request, session, port, isRefused)
  if (request.method !== 'GET') return { status: 405, headers: { Allow: 'GET' } }
  if (path === '/wire') return { status: 426, headers: { Upgrade: 'websocket' } }
  const file = await readPageFile(pageFolder, path)
  if (!file) return { status: 404 }
  return {
    status: 200,
    headers: { 'Content-Type': file.mimeType, 'Cache-Control': file.cacheControl },
    body: file.body,
  }
}

/** Sends a reply with the headers of every reply. A refusal has no body, so that nobody learns anything from it. */
function send(response: ServerResponse, { status, headers = {}, body }: Reply, port: number): void {
  const isPage = headers['Content-Type']?.startsWith('text/html') === true
  const nonce = isPage ? randomBytes(16).toString('base64') : null
  const content = isPage && nonce !== null ? Buffer.from(withNonce(String(body), nonce)) : toBytes(body)
  const type = content && !Buffer.isBuffer(body) ? { 'Content-Type': 'application/json; charset=utf-8' } : {}
  response.writeHead(status, {
    ...securityHeaders(nonce, `ws://${ownHost(port)}`),
    ...type,
    ...headers,
    'Content-Length': content?.length ?? 0,
  })
  response.end(content)
}

function toBytes(body: unknown): Buffer | undefined {
  if (body === undefined || Buffer.isBuffer(body)) return body
  return Buffer.from(JSON.stringify(body))
}

/** As `refusal`, and then: the right place, our own page, and the credentials, all before a single byte is upgraded. */
function upgradeRefusal(request: IncomingMessage, session: Session, port: number): number | null {
  const refused = refusal(request, port)
  if (refused !== null) return refused
  if (request.method !== 'GET' || request.url !== '/wire') return 404
  if (!namesOwnOrigin(request, port)) return 403
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(/, */)
  const secret = offered.find((protocol) => protocol.startsWith('secret.'))?.slice('secret.'.length) ?? null
  return session.admits(readCookie(request.headers.cookie, port), secret) ? null : 401
}

function statusOfBadRequest(code: string | undefined): number {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return 408
  return code === 'HPE_HEADER_OVERFLOW' ? 431 : 400
}

function hangUp(socket: Duplex, status: number, port: number): void {
  const headers = { ...securityHeaders(null, `ws://${ownHost(port)}`), 'Content-Length': '0', Connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n`)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => {
      server.off('error', reject)
      // Safe: a server that listens on a port has an address of this shape.
      resolve((server.address() as AddressInfo).port)
    })
  })
}
