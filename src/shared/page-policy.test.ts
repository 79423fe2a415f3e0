import fc from 'fast-check'
import { expect, it } from 'vitest'
import { contentSecurityPolicy, pageFile, securityHeaders, withNonce } from './page-policy.ts'

it('allows scripts of the page only, styles of the page and of this load, and no markup made from strings', () => {
  expect(contentSecurityPolicy('abc', 'ws://127.0.0.1:4000').split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'nonce-abc'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    "connect-src 'self' ws://127.0.0.1:4000",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ])
})

it('never writes the words that would undo the policy', () => {
  const policy = contentSecurityPolicy(null, null)
  for (const word of ['unsafe', '*', 'http:', 'https:', 'nonce']) expect(policy).not.toContain(word)
})

it('sends the policy along with the other headers', () => {
  expect(securityHeaders('abc', null)).toEqual({
    'Content-Security-Policy': contentSecurityPolicy('abc', null),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-DNS-Prefetch-Control': 'off',
    'Permissions-Policy': expect.stringMatching(/^(\w[\w-]*=\(\), ){8}clipboard-write=\(self\)$/),
    'Cache-Control': 'no-store',
  })
})

it('puts the nonce into the page, and refuses a page that has no place for it', () => {
  expect(withNonce('<meta nonce="__CSP_NONCE__">', 'abc')).toBe('<meta nonce="abc">')
  expect(() => withNonce('<html></html>', 'abc')).toThrow('__CSP_NONCE__')
})

it('finds the page and the files of a build', () => {
  expect(pageFile('/')).toEqual({
    segments: ['index.html'],
    mimeType: 'text/html; charset=utf-8',
    cacheControl: 'no-store',
  })
  expect(pageFile('/assets/index-Bx_9-z.js')).toEqual({
    segments: ['assets', 'index-Bx_9-z.js'],
    mimeType: 'text/javascript; charset=utf-8',
    cacheControl: 'no-store',
  })
})

it('lets a browser keep a file whose name stands for its content, and no other', () => {
  const kept = ['/assets/start-BNz-ZU7_.js', '/assets/inter-latin-wght-normal-Dx4kXJAl.woff2']
  for (const path of kept) expect(pageFile(path)?.cacheControl).toBe('max-age=31536000, immutable')
  for (const path of ['/', '/index.html', '/assets/start.js', '/start-BNz-ZU7_.js'])
    expect(pageFile(path)?.cacheControl).toBe('no-store')
})

it.each([
  '/..%2fpackage.json',
  '/%2e%2e/package.json',
  '/%252e%252e/package.json',
  '/../package.json',
  '/assets/../../package.json',
  '/..\\package.json',
  '/index.html%00.js',
  '/index.html\0.js',
  '//etc/passwd.json',
  '/C:/windows.json',
  '/.hidden.json',
  '/assets/',
  '/assets',
  '/assets/index.js.map',
  '/assets/a..b.js',
  '/./index.html',
  '',
  'index.html',
  'http://evil.test/index.html',
])('finds nothing at %j', (path) => {
  expect(pageFile(path)).toBeNull()
})

it('never leaves the folder, whatever the path', () => {
  const piece = fc.constantFrom(
    '.',
    '..',
    '/',
    '\\',
    '%2e',
    '%2f',
    '%5c',
    '\0',
    'a',
    '.js',
    'index.html',
    ':',
    '~',
    ' ',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const segments = pageFile(pieces.join(''))?.segments ?? []
      return segments.every(
        (segment) => /^[\w-]/.test(segment) && !segment.includes('..') && !/[\\/:\0%]/.test(segment),
      )
    }),
    { numRuns: 2_000 },
  )
})
