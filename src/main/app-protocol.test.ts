import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPageHandler } from './app-protocol.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'antiphon-page-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<meta name="csp-nonce" nonce="__CSP_NONCE__">')
  writeFileSync(join(folder, 'assets/app.js'), 'export {}')
  symlinkSync('/etc/passwd', join(folder, 'assets/link.js'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const get = (url: string, method = 'GET') => createPageHandler(folder)({ url, method })

it('serves the page with a fresh nonce on every load, the same in policy and page', async () => {
  const nonces = new Set<string>()
  for (let load = 0; load < 3; load += 1) {
    const response = await get('app://antiphon/')
    const nonce = /nonce="([^"]+)"/.exec(await response.text())?.[1] ?? ''
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
    nonces.add(nonce)
  }
  expect(nonces.size).toBe(3)
})

it('serves scripts with their type, nosniff and the policy', async () => {
  const response = await get('app://antiphon/assets/app.js')
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'")
})

it.each([
  'app://antiphon/..%2f..%2fetc/passwd',
  'app://antiphon/%2e%2e/%2e%2e/etc/passwd',
  'app://antiphon/..\\..\\etc\\passwd',
  'app://antiphon/assets/app.js%00.html',
  'app://antiphon/%252e%252e/etc/passwd',
  'app://antiphon//etc/passwd',
  'app://antiphon/assets',
  'app://antiphon/assets/link.js',
  'app://antiphon/missing.js',
  'app://evil/index.html',
  'app://antiphon.evil/index.html',
])('answers %s with 404 and the policy', async (url) => {
  const response = await get(url)
  expect(response.status).toBe(404)
  expect(await response.text()).not.toContain('root:')
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
})

it('takes nothing but GET', async () => {
  expect((await get('app://antiphon/', 'POST')).status).toBe(405)
})
