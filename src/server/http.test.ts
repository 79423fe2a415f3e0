import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { CoreWire } from '#shared/frames'
import { exchangeRaw, type RawResponse, rawRequest, readResponse } from '../../test/support/raw-http.ts'
import { type PageServer, type PageServerOptions, servePage } from './http.ts'
import { cookieName } from './session.ts'

let folder: string
let server: PageServer
let host: string
let origin: string
const heard: unknown[] = []

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-server-'))
  mkdirSync(join(folder, 'renderer', 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.json'), '"outside"')
  writeFileSync(join(folder, 'renderer', 'index.html'), '<meta name="csp-nonce" nonce="__CSP_NONCE__"><p>page</p>')
  writeFileSync(join(folder, 'renderer', 'assets', 'index.js'), 'export {}')
  server = await serveFolder()
  host = `127.0.0.1:${server.port}`
  origin = `http://${host}`
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true })
})

function serveFolder(limits = {}, openTab: PageServerOptions['openTab'] = async () => hear): Promise<PageServer> {
  return servePage({ port: 0, pageFolder: join(folder, 'renderer'), limits, openTab })
}

function hear(wire: CoreWire): void {
  wire.onMessage((message) => {
    heard.push(message)
    wire.send([['answer', 1, 'heard']])
  })
}

const get = (path: string, ...headers: string[]) =>
  rawRequest(server.port, [`GET ${path} HTTP/1.1`, `Host: ${host}`, ...headers])

/** A refusal says nothing, and carries the headers that every answer carries. */
function expectRefusal(response: RawResponse, status: number): void {
  expect(response).toMatchObject({
    status,
    body: '',
    headers: { 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'same-origin' },
  })
  expect(response.headers['content-security-policy']).toContain("default-src 'none'")
  expect(response.headers).not.toHaveProperty('access-control-allow-origin')
}

describe('the page', () => {
  it('comes with a policy whose nonce is in the page and differs from load to load', async () => {
    const [first, second] = [await get('/'), await get('/')]
    const nonces = [first, second].map(
      ({ headers }) => /'nonce-([^']+)'/.exec(headers['content-security-policy'] ?? '')?.[1],
    )
    expect(first.body).toBe(`<meta name="csp-nonce" nonce="${nonces[0]}"><p>page</p>`)
    expect(nonces[0]).not.toBe(nonces[1])
  })

  it('sends files with their type and the headers of every answer', async () => {
    expect(await get('/assets/index.js', 'Sec-Fetch-Site: same-origin')).toMatchObject({
      status: 200,
      body: 'export {}',
      headers: {
        'content-type': 'text/javascript; charset=utf-8',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
        'x-dns-prefetch-control': 'off',
        'cache-control': 'no-store',
      },
    })
  })

  it('is the same whatever the query says', async () => {
    expect((await get('/?x=/../secret.json')).body).toContain('<p>page</p>')
  })

  it.each([
    '/../secret.json',
    '/..%2fsecret.json',
    '/%2e%2e/secret.json',
    '/%252e%252e/secret.json',
    '/..\\secret.json',
    '/assets/..%5c..%5csecret.json',
    '/index.html%00.json',
    '//secret.json',
    '/assets',
    '/assets/missing.js',
  ])('is not a way out of its folder: %s (S17)', async (path) => {
    expectRefusal(await get(path), 404)
  })

  it.each(['HEAD', 'OPTIONS', 'POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('refuses %s', async (method) => {
    const response = await rawRequest(server.port, [`${method} / HTTP/1.1`, `Host: ${host}`])
    expectRefusal(response, 405)
    expect(response.headers.allow).toBe('GET')
  })
})

describe('the host name (S36)', () => {
  const hosts = (): [string, string[]][] => [
    ['another name', ['Host: evil.test']],
    ['another name with our port', [`Host: evil.test:${server.port}`]],
    ['localhost', [`Host: localhost:${server.port}`]],
    ['localhost with a dot', [`Host: localhost.:${server.port}`]],
    ['our address with a dot', [`Host: 127.0.0.1.:${server.port}`]],
    ['upper case', [`Host: LOCALHOST:${server.port}`]],
    ['another spelling of our address', [`Host: 127.1:${server.port}`]],
    ['another port', [`Host: 127.0.0.1:${server.port + 1}`]],
    ['no port', ['Host: 127.0.0.1']],
    ['an empty one', ['Host: ']],
    ['none', []],
    ['ours and another', [`Host: ${host}`, 'Host: evil.test']],
    ['another and ours', ['Host: evil.test', `Host: ${host}`]],
    ['ours twice', [`Host: ${host}`, `Host: ${host}`]],
  ]

  it('must be exactly 127.0.0.1 and our port, once', async () => {
    for (const [what, lines] of hosts()) {
      const response = await rawRequest(server.port, ['GET / HTTP/1.1', ...lines])
      expect({ what, status: response.status, body: response.body }).toEqual({ what, status: 421, body: '' })
    }
  })

  it('is not taken from an absolute address in the request line', async () => {
    expectRefusal(await get('http://evil.test/'), 421)
    expectRefusal(await get(`${origin}/`), 421)
    expectRefusal(await rawRequest(server.port, ['OPTIONS * HTTP/1.1', `Host: ${host}`]), 421)
  })

  it('is checked on upgrades too', async () => {
    expectRefusal(await upgrade({ Host: 'evil.test' }), 421)
  })
})

describe('who asks (S37)', () => {
  it.each([
    'Origin: http://evil.test',
    'Origin: null',
    'Origin: http://127.0.0.1:1',
    'Origin: http://localhost',
    'Sec-Fetch-Site: cross-site',
    'Sec-Fetch-Site: same-site',
    'Sec-Fetch-Site: unheard-of',
  ])('refuses %s', async (header) => {
    expectRefusal(await get('/', header), 403)
    expectRefusal(await get('/assets/index.js', header), 403)
    expectRefusal(await get('/session', 'X-Antiphon: 1', header), 403)
  })

  it('refuses our own origin beside another', async () => {
    expectRefusal(await get('/', `Origin: ${origin}`, 'Origin: http://evil.test'), 403)
  })

  it('lets our own page and an address typed by the user through', async () => {
    expect((await get('/', `Origin: ${origin}`, 'Sec-Fetch-Site: same-origin')).status).toBe(200)
    expect((await get('/', 'Sec-Fetch-Site: none')).status).toBe(200)
  })
})

describe('the session', () => {
  const json = 'Content-Type: application/json'
  const post = (to: PageServer, body: string, ...headers: string[]) =>
    rawRequest(
      to.port,
      ['POST /session HTTP/1.1', `Host: 127.0.0.1:${to.port}`, `Content-Length: ${body.length}`, ...headers],
      body,
    )
  const own = (to: PageServer) => [`Origin: http://127.0.0.1:${to.port}`, 'X-Antiphon: 1']
  const tokenBody = (to: PageServer) => JSON.stringify({ token: to.url.split('#token=')[1] })

  it('is given for the token, once', async () => {
    const fresh = await serveFolder()
    const first = await post(fresh, tokenBody(fresh), json, ...own(fresh))
    expect(first.status).toBe(200)
    expect(JSON.parse(first.body)).toEqual({ secret: expect.stringMatching(/^[\w-]{43}$/) })
    expect(first.headers['set-cookie']).toMatch(
      new RegExp(`^antiphon-${fresh.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    )
    expect(first.body).not.toContain(/=([\w-]{43});/.exec(first.headers['set-cookie'] ?? '')?.[1])
    expectRefusal(await post(fresh, tokenBody(fresh), json, ...own(fresh)), 401)
    await fresh.close()
  })

  it('is not given for anything but the token', async () => {
    for (const body of [
      '{"token":"guess"}',
      '{"token":1}',
      '{}',
      '[]',
      'null',
      'token',
      '',
      '{"__proto__":{"token":""}}',
    ]) {
      expectRefusal(await post(server, body, json, ...own(server)), 401)
    }
  })

  it('is not given in the shapes that another page can send: form, text, beacon, image (S38)', async () => {
    const body = tokenBody(server)
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/json; charset=utf-8',
    ]) {
      expectRefusal(await post(server, body, `Content-Type: ${type}`, ...own(server)), 415)
    }
    expectRefusal(await post(server, body, json, `Origin: ${origin}`), 403) // without the header that needs a preflight
    expectRefusal(await post(server, body, json, 'X-Antiphon: 1'), 403) // without an origin
    expectRefusal(await get(`/session?token=${server.url.split('#token=')[1]}`), 403)
    expectRefusal(
      await rawRequest(server.port, [
        'OPTIONS /session HTTP/1.1',
        `Host: ${host}`,
        'Origin: http://evil.test',
        'Access-Control-Request-Method: POST',
        'Access-Control-Request-Headers: x-antiphon',
      ]),
      403,
    )
  })

  it.each(['PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])(
    'is not given for %s, and the token stays good',
    async (method) => {
      const fresh = await serveFolder()
      const body = tokenBody(fresh)
      const head = [`Host: 127.0.0.1:${fresh.port}`, `Content-Length: ${body.length}`, json, ...own(fresh)]
      const response = await rawRequest(fresh.port, [`${method} /session HTTP/1.1`, ...head], body)
      expectRefusal(response, 405)
      expect(response.headers.allow).toBe('GET, POST')
      expect((await post(fresh, body, json, ...own(fresh))).status).toBe(200)
      await fresh.close()
    },
  )

  it('does not read a body of any size (S42)', async () => {
    const response = await exchangeRaw(
      server.port,
      `POST /session HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${origin}\r\nX-Antiphon: 1\r\n${json}\r\nContent-Length: 1000000000\r\n\r\n${'x'.repeat(2_000)}`,
    )
    expectRefusal(readResponse(response), 413)
  })

  it('knows a reloaded page by cookie and secret together', async () => {
    const { server: fresh, cookie, secret } = await signedIn()
    const ask = async (...headers: string[]) =>
      (
        await rawRequest(fresh.port, [
          'GET /session HTTP/1.1',
          `Host: 127.0.0.1:${fresh.port}`,
          'X-Antiphon: 1',
          ...headers,
        ])
      ).status
    expect(await ask(`Cookie: other=1; ${cookie}`, `X-Antiphon-Secret: ${secret}`)).toBe(204)
    expect(await ask(`Cookie: ${cookie}`)).toBe(401)
    expect(await ask(`X-Antiphon-Secret: ${secret}`)).toBe(401)
    expect(await ask(`Cookie: ${cookie}`, `X-Antiphon-Secret: ${secret}x`)).toBe(401)
    await fresh.close()
  })

  it('does not exist before the token was used', async () => {
    expectRefusal(
      await get('/session', 'X-Antiphon: 1', `Cookie: ${cookieName(server.port)}=`, 'X-Antiphon-Secret: '),
      401,
    )
  })
})

describe('the socket (S39)', () => {
  it('opens for our page with cookie and secret, and carries frames', async () => {
    const { server: fresh, cookie, secret } = await signedIn()
    const socket = new WebSocket(`ws://127.0.0.1:${fresh.port}/wire`, ['antiphon', `secret.${secret}`], {
      origin: `http://127.0.0.1:${fresh.port}`,
      headers: { cookie },
    })
    const answer = new Promise((resolve) =>
      socket.once('message', (data) => resolve(JSON.parse((data as Buffer).toString()))),
    )
    await new Promise((resolve) => socket.once('open', resolve))
    expect([socket.protocol, socket.extensions]).toEqual(['antiphon', '']) // nothing is unpacked
    socket.send('["call",1,"app.info",{}]')
    expect(await answer).toEqual([['answer', 1, 'heard']])
    expect(heard.at(-1)).toEqual(['call', 1, 'app.info', {}])
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.send('not JSON')
    expect(await closed).toBe(1007)
    await fresh.close()
  })

  it('is refused before the upgrade to everybody else', async () => {
    const signed = await signedIn()
    const { server: fresh, cookie } = signed
    const good = upgradeHeaders(signed)
    const { Origin: _, ...withoutOrigin } = good
    const { Cookie: __, ...withoutCookie } = good
    const attempts: [number, Record<string, string>][] = [
      [403, { ...good, Origin: 'http://evil.test' }],
      [403, { ...good, Origin: 'null' }],
      [403, { ...good, Origin: `http://127.0.0.1:${server.port}` }],
      [403, { ...good, 'Sec-Fetch-Site': 'same-site' }],
      [403, withoutOrigin],
      [401, withoutCookie],
      [401, { ...good, Cookie: `${cookie}x` }],
      [401, { ...good, 'Sec-WebSocket-Protocol': 'antiphon' }],
      [401, { ...good, 'Sec-WebSocket-Protocol': 'antiphon, secret.guess' }],
    ]
    for (const [status, headers] of attempts) expectRefusal(await upgrade(headers, '/wire', fresh.port), status)
    expectRefusal(await upgrade(good, '/other', fresh.port), 404)
    expect((await upgrade(good, '/wire', fresh.port)).status).toBe(101)
    await fresh.close()
  })

  it('lets a tab in when the core is there, serves the page meanwhile, and loses nothing that the tab says', async () => {
    const core = Promise.withResolvers<typeof hear>()
    const { server: fresh, cookie, secret } = await signedIn({}, () => core.promise)
    const socket = new WebSocket(`ws://127.0.0.1:${fresh.port}/wire`, ['antiphon', `secret.${secret}`], {
      origin: `http://127.0.0.1:${fresh.port}`,
      headers: { cookie },
    })
    socket.once('open', () => socket.send('["call",1,"app.info",{}]'))
    const answer = new Promise((resolve) =>
      socket.once('message', (data) => resolve(JSON.parse((data as Buffer).toString()))),
    )
    expect((await fetch(`http://127.0.0.1:${fresh.port}/`)).status).toBe(200)
    expect(socket.readyState).toBe(WebSocket.CONNECTING)
    core.resolve(hear)
    expect(await answer).toEqual([['answer', 1, 'heard']])
    await fresh.close()
  })

  it('turns a tab away where the core cannot be opened', async () => {
    const signed = await signedIn({}, () => Promise.reject(new Error('no core')))
    expectRefusal(await upgrade(upgradeHeaders(signed), '/wire', signed.server.port), 503)
    await signed.server.close()
  })

  it('goes on when a tab is gone before the core is there', async () => {
    const [core, asked] = [Promise.withResolvers<never>(), Promise.withResolvers<void>()]
    const signed = await signedIn({}, () => {
      asked.resolve()
      return core.promise
    })
    const socket = await connection(signed.server.port)
    socket.write(upgradeText(upgradeHeaders(signed)))
    await asked.promise
    const gone = new Promise((resolve) => socket.once('close', resolve))
    socket.resetAndDestroy()
    await gone
    core.reject(new Error('no core'))
    expect((await fetch(`http://127.0.0.1:${signed.server.port}/`)).status).toBe(200)
    await signed.server.close()
  })

  it('tells a plain request what to do', async () => {
    expectRefusal(await get('/wire'), 426)
  })

  it('does not take a message larger than its limit', async () => {
    const { server: fresh, cookie, secret } = await signedIn({ messageBytes: 1_000 })
    const socket = new WebSocket(`ws://127.0.0.1:${fresh.port}/wire`, ['antiphon', `secret.${secret}`], {
      origin: `http://127.0.0.1:${fresh.port}`,
      headers: { cookie },
    })
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.on('error', () => {})
    socket.send(JSON.stringify('x'.repeat(2_000)))
    expect(await closed).toBe(1009)
    await fresh.close()
  })
})

describe('an unfriendly network (S40, S42)', () => {
  it('reaches the server at 127.0.0.1 only', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address }) => address)
      .filter((address) => address !== '127.0.0.1' && !address.startsWith('fe80'))
    for (const address of [...others, '127.0.0.2', '::1']) expect(await isOpen(address, server.port)).toBe(false)
    expect(await isOpen('127.0.0.1', server.port)).toBe(true)
  })

  it('is told when the port is taken, and does not share it', async () => {
    await expect(
      servePage({ port: server.port, pageFolder: folder, openTab: async () => () => {} }),
    ).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })

  it('does not hold a connection that never ends its head', async () => {
    const fresh = await serveFolder({ headMs: 100, requestMs: 600_000, checkMs: 50 })
    const head = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${fresh.port}\r\n`
    expect(await exchangeRaw(fresh.port, head)).toMatch(/^HTTP\/1.1 408/)
    await fresh.close()
  })

  it('does not hold a connection that never ends its request', async () => {
    const fresh = await serveFolder({ headMs: 100, requestMs: 200, checkMs: 50 })
    const head = `POST /session HTTP/1.1\r\nHost: 127.0.0.1:${fresh.port}\r\nOrigin: http://127.0.0.1:${fresh.port}\r\n`
    const body = 'X-Antiphon: 1\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{'
    expect(await exchangeRaw(fresh.port, head + body)).toMatch(/^HTTP\/1.1 408/)
    await fresh.close()
  })

  it('does not read a head that is longer than its limit', async () => {
    const fresh = await serveFolder({ headBytes: 1_000 })
    const head = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${fresh.port}\r\nX: ${'x'.repeat(2_000)}\r\n\r\n`
    expectRefusal(readResponse(await exchangeRaw(fresh.port, head)), 431)
    await fresh.close()
  })

  it('does not get more connections than there are places', async () => {
    const fresh = await serveFolder({ connections: 3 })
    const open = await Promise.all(Array.from({ length: 3 }, () => connection(fresh.port)))
    await expect(
      exchangeRaw(fresh.port, `GET / HTTP/1.1\r\n\r\n`).then((text) => text || Promise.reject(new Error('dropped'))),
    ).rejects.toThrow()
    for (const socket of open) socket.destroy()
    await fresh.close()
  })

  it.each([
    ['a head without end', `GET / HTTP/1.1\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`],
    ['no HTTP', 'hello\r\n\r\n'],
    ['two lengths', 'POST /session HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    ['length and chunks', 'POST /session HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['a broken chunk', 'POST /session HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n'],
    ['a name with a space', 'GET / HTTP/1.1\r\nHo st: x\r\n\r\n'],
    ['a tunnel', 'CONNECT evil.test:443 HTTP/1.1\r\n\r\n'],
  ])('gets nothing for %s, and the server goes on', async (_what, text) => {
    const answer = await exchangeRaw(server.port, text)
    if (answer !== '')
      expect(readResponse(answer)).toMatchObject({ status: expect.toSatisfy((status) => status >= 400), body: '' })
    expect((await get('/')).status).toBe(200)
  })
})

it('gives nothing for the token over a connection that is refused, and keeps it for another', async () => {
  const refusedPorts: (number | undefined)[] = []
  let isOver = false
  const isRefused: PageServerOptions['isRefused'] = async ({ remotePort }) => {
    if (!isOver) refusedPorts.push(remotePort)
    return !isOver
  }
  const fresh = await servePage({ port: 0, pageFolder: join(folder, 'renderer'), openTab: async () => hear, isRefused })
  onTestFinished(() => fresh.close())
  const redeem = () =>
    fetch(`http://127.0.0.1:${fresh.port}/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-antiphon': '1', origin: `http://127.0.0.1:${fresh.port}` },
      body: JSON.stringify({ token: fresh.url.split('#token=')[1] }),
    })
  const refused = await redeem()
  expect([refused.status, refused.headers.get('set-cookie'), await refused.text()]).toEqual([403, null, ''])
  expect(refusedPorts).toEqual([expect.any(Number)])
  isOver = true
  expect((await redeem()).status).toBe(200)
})

type SignedIn = { server: PageServer; cookie: string; secret: string }

async function signedIn(limits = {}, openTab?: PageServerOptions['openTab']): Promise<SignedIn> {
  const fresh = await serveFolder(limits, openTab)
  const response = await fetch(`http://127.0.0.1:${fresh.port}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-antiphon': '1', origin: `http://127.0.0.1:${fresh.port}` },
    body: JSON.stringify({ token: fresh.url.split('#token=')[1] }),
  })
  const { secret } = (await response.json()) as { secret: string }
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  return { server: fresh, cookie, secret }
}

/** What our own page says when it opens its socket. */
const upgradeHeaders = ({ server: { port }, cookie, secret }: SignedIn) => ({
  Host: `127.0.0.1:${port}`,
  Origin: `http://127.0.0.1:${port}`,
  Cookie: cookie,
  'Sec-WebSocket-Protocol': `antiphon, secret.${secret}`,
})

function upgradeText(headers: Record<string, string>, path = '/wire'): string {
  const fixed = {
    Connection: 'Upgrade',
    Upgrade: 'websocket',
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': 'dGhlIHNhbXBsZSBub25jZQ==',
  }
  const lines = Object.entries({ ...fixed, ...headers }).map(([name, value]) => `${name}: ${value}`)
  return [`GET ${path} HTTP/1.1`, ...lines, '', ''].join('\r\n')
}

/** The head of the answer to a WebSocket handshake. */
function upgrade(headers: Record<string, string>, path = '/wire', port = server.port): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port })
    let received = ''
    socket.setEncoding('latin1')
    socket.on('error', reject)
    socket.on('data', (chunk: string) => {
      received += chunk
      if (!received.includes('\r\n\r\n')) return
      resolve(readResponse(received))
      socket.destroy()
    })
    socket.write(upgradeText(headers, path))
  })
}

function connection(port: number): Promise<ReturnType<typeof connect>> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port }, () => resolve(socket))
  })
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port }, () => {
      resolve(true)
      socket.destroy()
    })
    socket.on('error', () => resolve(false))
  })
}
