import { expect, it, onTestFinished, vi } from 'vitest'
import { destinationAt, runEngine } from '../../test/support/run-engine.ts'
import { startTlsServer } from '../../test/support/tls-server.ts'
import { redact } from './redact.ts'
import { checkStart } from './start-check.ts'

const check = (environment: Record<string, string>, nodeArguments: string[] = [], switches: string[] = []) =>
  checkStart({ environment, nodeArguments, arguments: switches })

it('S22 verifies certificates whatever the environment says, and tells that it was asked not to', () => {
  const environment: Record<string, string> = { NODE_TLS_REJECT_UNAUTHORIZED: '0', PATH: '/bin' }
  expect(check(environment)).toEqual([expect.stringContaining('certificates are verified all the same')])
  expect(environment).toEqual({ PATH: '/bin' })
  expect(check({ NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([])
})

it.each([
  '--require ./x.js',
  '-r ./x.js',
  '--import=./x.mjs',
  '--inspect',
  '--inspect-brk=0.0.0.0:9229',
  '--tls-keylog=/tmp/keys',
  '--experimental-loader ./x.mjs',
])('S22 warns of %s, by NODE_OPTIONS as by argument, and tells no value', (options) => {
  for (const warnings of [
    check({ NODE_OPTIONS: `--max-old-space-size=900 ${options}` }),
    check({}, options.split(' ')),
  ]) {
    expect(warnings).toEqual([expect.stringMatching(/^Node was started with -/)])
    expect(warnings.join()).not.toMatch(/x\.m?js|9229|tmp/)
  }
})

it.each(['--remote-debugging-port=9222', '--no-sandbox', '--password-store=basic', '--ignore-certificate-errors'])(
  'S22 warns of the switch %s',
  (option) => {
    expect(check({}, [], ['/app', option])).toHaveLength(1)
  },
)

it('S22 warns of no proxy, which is used either way, and names no password of one in the log', () => {
  const proxy = 'http://me:hunter22-secret@proxy.test:3128'
  for (const name of ['HTTPS_PROXY', 'http_proxy'])
    expect(check({ NODE_USE_ENV_PROXY: '1', [name]: proxy })).toEqual([])
  expect(redact(`connect failed: ${proxy}`, [])).toBe('connect failed: http://[redacted]@proxy.test:3128')
})

it('S22 finds nothing in an ordinary start', () => {
  const switches = ['/usr/bin/antiphon', '--port', '0']
  expect(
    check({ PATH: '/bin', NODE_OPTIONS: '--max-old-space-size=900', HTTPS_PROXY: 'http://p' }, [], switches),
  ).toEqual([])
})

it('S22 a server with a certificate of its own is refused, although the environment says to take any', async () => {
  const server = await startTlsServer({ authority: null, answer: '' })
  onTestFinished(() => server.close())
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
  expect(checkStart({ environment: process.env, nodeArguments: [], arguments: [] })).toHaveLength(1)
  const { run } = await runEngine(destinationAt(server.url)).run()
  expect(run).toMatchObject({ state: 'failed', error: { facts: { networkCode: 'DEPTH_ZERO_SELF_SIGNED_CERT' } } })
  expect(server.requests()).toBe(0)
})
