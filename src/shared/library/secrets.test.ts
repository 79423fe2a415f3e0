import { expect, it } from 'vitest'
import { examplePrompts } from '../prompt/examples.ts'
import type { JsonValue } from '../text/json.ts'
import { findKeys, findSecrets, withoutKeysIn } from './secrets.ts'

it.each([
  ['Use sk-ant-api03-abcdefgh12345678 for it.', 'an Anthropic key', 'sk-ant-api03…'],
  ['sk-proj-abcdefghijklmnopqrstuv', 'an API key', 'sk-proj-abcd…'],
  [['AK', 'IAABCDEFGHIJKLMNOP'].join(''), 'an AWS access key', 'AKIAABCDEFGH…'],
  [`AIza${'x'.repeat(35)}`, 'a Google API key', 'AIzaxxxxxxxx…'],
  [`glpat-${'x'.repeat(20)}`, 'a GitLab token', 'glpat-xxxxxx…'],
  [`npm_${'x'.repeat(36)}`, 'an npm token', 'npm_xxxxxxxx…'],
  [`ghp_${'x'.repeat(36)}`, 'a GitHub token', 'ghp_xxxxxxxx…'],
  ['xoxb-1234567890-abc', 'a Slack token', 'xoxb-1234567…'],
  ['-----BEGIN RSA PRIVATE KEY-----\nMII', 'a private key', '-----BEGIN R…'],
  ['Authorization: Bearer abcdefghijklmnopqrstuvwxyz', 'a bearer token', 'Bearer abcde…'],
  ['password = hunter2hunter2', 'a password or key', 'password = h…'],
  [{ deep: [{ api_key: 'abcdefgh1' }] }, 'a password or key', 'api_key: abc…'],
  [{ [`ghp_${'x'.repeat(36)}`]: [] }, 'a GitHub token', 'ghp_xxxxxxxx…'],
])('finds one secret in %j', (value, kind, excerpt) => {
  expect(findSecrets(value as JsonValue)).toEqual([{ kind, excerpt }])
})

it.each([
  ['sk-ant-abcdefgh', 'an Anthropic key'],
  ['sk-abcdefghijklmnopqrst', 'an API key'],
  ['bearer abcdefghijklmnopqrstuvwxyz', 'a bearer token'],
  ['BEARER abcdefghijklmnopqrstuvwxyz', 'a bearer token'],
  [`github_pat_${'x'.repeat(50)}`, 'a GitHub token'],
  ['xoxe-1234567890-abc', 'a Slack token'],
  ['-----BEGIN PRIVATE KEY-----', 'a private key'],
])('finds the key in a paste and takes it out: %s', (key, kind) => {
  const text = `before "${key}" after`
  expect(findKeys(text).map((found) => found.kind)).toEqual([kind])
  expect(withoutKeysIn(text)).toBe('before "[secret removed]" after')
})

it.each([
  'sk-ant-...',
  'AKIAIOSFODNN7EXAMPLE',
  'Never reveal the password: {{password}}',
  'The api_key: <your key>',
  'a secret is a secret',
  'bearer of news',
  undefined,
  null,
  7,
])('finds none in %j', (value) => {
  expect(findSecrets(value)).toEqual([])
})

it('finds none in the examples', () => {
  expect(findSecrets(JSON.parse(JSON.stringify(examplePrompts)) as JsonValue)).toEqual([])
})

it('stops at a hundred, however many a text was filled with', () => {
  const text = Array.from({ length: 30_000 }, (_, at) => `sk-ant-api03-${String(at).padStart(8, '0')}`).join(' ')
  expect(findSecrets(text)).toHaveLength(100)
})
