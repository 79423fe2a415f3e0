// The fault cases R24: a proxy, as the environment names it, over real HTTP.
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import type { Run } from '#shared/runs/run'
import { closedPort } from '../../../test/support/closed-port.ts'
import { type RawServer, rawServer, textAnswer } from '../../../test/support/raw-server.ts'
import { destinationAt, runEngine } from '../../../test/support/run-engine.ts'
import { takeProxyFrom } from '../api/proxy.ts'

let server: RawServer
beforeEach(async () => {
  server = await rawServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(textAnswer(['Hello']).join(''))
  })
})
afterEach(() => server.close())

type Proxy = { url: string; asked: string[]; credentials: (string | undefined)[] }

/** A proxy that leads every tunnel to the server of the test, hangs up on it, or refuses. */
async function startProxy(answer: 'tunnel' | 'hang up' | 407): Promise<Proxy> {
  const asked: string[] = []
  const credentials: Proxy['credentials'] = []
  const proxy = createServer()
  proxy.on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    credentials.push(request.headers['proxy-authorization'])
    socket.on('error', () => {})
    if (answer === 'hang up') return socket.destroy()
    if (answer === 407) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n')
    const upstream = connect(Number(new URL(server.url).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    upstream.on('error', () => {})
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  return { url: `127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked, credentials }
}

async function runBy(environment: Record<string, string>, url = 'http://api.test'): Promise<Run> {
  const undo = takeProxyFrom(environment)
  onTestFinished(undo)
  const engine = runEngine(destinationAt(url))
  let id = ''
  let last: Run | null = null
  for await (const event of engine.start()) {
    if (event.type === 'start') id = event.run.id
    if (event.type === 'attempt' && event.attempt.retryAt)
      setImmediate(() => void engine.handlers['runs.retryNow']({ id }, { signal: new AbortController().signal }))
    if (event.type === 'end') last = event.run
  }
  if (!last) throw new Error('the run has no end')
  return last
}

it('R24 a proxy that the environment names is used, with its credentials', async () => {
  const proxy = await startProxy('tunnel')
  const run = await runBy({ http_proxy: `http://user:secret@${proxy.url}` })
  expect(run).toMatchObject({ state: 'completed', error: null })
  expect(proxy).toMatchObject({
    asked: ['api.test:80'],
    credentials: [`Basic ${Buffer.from('user:secret').toString('base64')}`],
  })
  expect(JSON.stringify(run)).not.toContain('secret')
})

it('R24 what NO_PROXY names goes around it, and so does this computer', async () => {
  const proxy = await startProxy('tunnel')
  expect((await runBy({ HTTP_PROXY: `http://${proxy.url}` }, server.url)).state).toBe('completed')
  await runBy({ HTTP_PROXY: `http://${proxy.url}`, NO_PROXY: 'nowhere.invalid' }, 'http://nowhere.invalid')
  expect(proxy.asked).toEqual([])
})

it('R24 a proxy that wants to be signed in to is told as that, and is asked once', async () => {
  const proxy = await startProxy(407)
  const run = await runBy({ http_proxy: `http://${proxy.url}` })
  expect(run).toMatchObject({ state: 'failed', status: null, error: { kind: 'network' } })
  expect(run.error?.title).toBe('The proxy refused to lead to api.test')
  expect(run.error?.said).toContain('407')
  expect(run.attempts).toHaveLength(1)
  expect(server.requests).toHaveLength(0)
})

it('R24 a proxy that is down is named in the words of the network, and tried again', async () => {
  const port = await closedPort()
  const down = await runBy({ http_proxy: `http://127.0.0.1:${port}` })
  expect(down).toMatchObject({ state: 'failed', error: { kind: 'network' } })
  expect(down.error?.said).toContain(`127.0.0.1:${port}`)
  expect(down.attempts).toHaveLength(3)
})

it.each(['http://api.test', 'https://api.test'])(
  'R24 a proxy that hangs up instead of leading to %s is asked once a try',
  async (url) => {
    const proxy = await startProxy('hang up')
    const run = await runBy({ http_proxy: `http://${proxy.url}`, https_proxy: `http://${proxy.url}` }, url)
    expect(run).toMatchObject({ state: 'failed', status: null, error: { kind: 'network' } })
    expect(run.attempts).toHaveLength(3)
    expect(run.error?.title).toBe('The connection to api.test was lost')
    // What goes on behind the run asks within a millisecond: a proxy that has been asked by somebody else comes after that.
    const later = await startProxy('hang up')
    await runBy({ http_proxy: `http://${later.url}`, https_proxy: `http://${later.url}` }, url)
    expect([proxy.asked.length, later.asked.length]).toEqual([3, 3])
  },
)
