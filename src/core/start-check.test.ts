import { expect, it } from 'vitest'
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

it('S22 names no password of a proxy, here or in the log', () => {
  const proxy = 'http://me:hunter22-secret@proxy.test:3128'
  expect(check({ NODE_USE_ENV_PROXY: '1', HTTPS_PROXY: proxy }).join()).not.toMatch(/hunter22|proxy\.test/)
  expect(redact(`connect failed: ${proxy}`, [])).toBe('connect failed: http://[redacted]@proxy.test:3128')
})

it('S22 finds nothing in an ordinary start', () => {
  const switches = ['/usr/bin/antiphon', '--port', '0']
  expect(
    check({ PATH: '/bin', NODE_OPTIONS: '--max-old-space-size=900', HTTPS_PROXY: 'http://p' }, [], switches),
  ).toEqual([])
})
