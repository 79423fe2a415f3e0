import { expect, it } from 'vitest'
import { checkLink } from './link.ts'

const refused = [
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  '\u0000javascript:alert(1)',
  'data:text/html,<script>1</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '\\\\host\\share',
  'smb://host/share',
  'ms-msdt:/id',
  'search-ms:query',
  'calculator:',
  'vscode://file/x',
  'app://bundle/index.html',
  'http://example.com',
  'https://api.anthropic.com@evil.test',
  'https://user:pass@evil.test',
  'https://:api.anthropic.com@evil.test',
  'https://evil.test/\u202Etxt.exe',
  'https://evil.test/\u0007',
  `https://evil.test/${'a'.repeat(2_000_000)}`,
  '/relative',
  '',
]

it.each(refused)('does not open %j', (text) => {
  expect(checkLink(text).ok).toBe(false)
})

it('opens https links in their normal form and shows the real host', () => {
  expect(checkLink('https://EXAMPLE.com/a b')).toEqual({
    ok: true,
    url: 'https://example.com/a%20b',
    host: 'example.com',
  })
})

it('shows a look-alike host as the punycode that it is', () => {
  expect(checkLink('https://аpple.com')).toMatchObject({ ok: true, host: 'xn--pple-43d.com' })
})
