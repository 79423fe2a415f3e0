import { expect, it } from 'vitest'
import { adviseBaseUrl, isLoopback } from './base-url.ts'

const cases: [text: string, kind: string, url?: string][] = [
  ['https://api.anthropic.com', 'ok', 'https://api.anthropic.com'],
  [' https://openrouter.ai/api/ ', 'ok', 'https://openrouter.ai/api'],
  ['http://localhost:11434', 'ok', 'http://localhost:11434'],
  ['http://127.0.0.1:8080/', 'ok', 'http://127.0.0.1:8080'],
  ['http://[::1]:8080', 'ok', 'http://[::1]:8080'],
  ['http://2130706433:8080', 'ok', 'http://127.0.0.1:8080'],
  ['http://0x7f.1', 'ok', 'http://127.0.0.1'],
  ['http://[::ffff:127.0.0.1]', 'ok', 'http://[::ffff:7f00:1]'],
  ['https://host/v1', 'ends-in-v1', 'https://host/v1'],
  ['http://localhost:11434/v1/', 'ends-in-v1', 'http://localhost:11434/v1'],
  ['http://192.168.1.5:8080', 'insecure', 'http://192.168.1.5:8080'],
  ['http://localhost.evil.test', 'insecure', 'http://localhost.evil.test'],
  ['http://[::ffff:192.168.0.1]', 'insecure', 'http://[::ffff:c0a8:1]'],
  ['http://169.254.169.254/latest', 'refused'],
  ['http://[::ffff:169.254.169.254]', 'refused'],
  ['http://metadata.google.internal', 'refused'],
  ['http://metadata.google.internal./', 'refused'],
  ['http://2852039166', 'refused'],
  ['http://0251.0376.0251.0376', 'refused'],
  ['http://0xa9.0xfe.0xa9.0xfe', 'refused'],
  ['http://[fe80::1]', 'refused'],
  ['http://[fd00:ec2::254]', 'refused'],
  ['http://[::a9fe:a9fe]', 'refused'],
  ['http://[64:ff9b::a9fe:a9fe]', 'refused'],
  ['http://100.100.100.200', 'refused'],
  ['ftp://host', 'refused'],
  ['file:///etc/passwd', 'refused'],
  ['https://user:pass@host', 'refused'],
  ['https://user@host', 'refused'],
  ['https://:pass@host', 'refused'],
  ['https://host/?key=1', 'refused'],
  ['https://host/#key', 'refused'],
  ['not an address', 'refused'],
]

it.each(cases)('S24 judges %s as %s', (text, kind, url) => {
  const advice = adviseBaseUrl(text)
  expect({ kind: advice.kind, url: 'url' in advice ? advice.url : undefined }).toEqual({ kind, url })
})

it('explains a trailing /v1 with the address that was probably meant', () => {
  expect(adviseBaseUrl('http://localhost:1234/v1')).toMatchObject({
    suggestion: 'http://localhost:1234',
    message:
      'Antiphon adds /v1/messages itself, so this would ask for http://localhost:1234/v1/v1/messages. You probably mean http://localhost:1234.',
  })
})

it('names the host that would get the key before it is sent in the clear', () => {
  expect(adviseBaseUrl('http://models.example:8000')).toMatchObject({ host: 'models.example:8000' })
})

it.each(['128.0.0.1', 'localhost.', '127.0.0.1.evil.test', '[::2]'])(
  'does not take %s for this computer',
  (hostname) => {
    expect(isLoopback(hostname)).toBe(false)
  },
)
