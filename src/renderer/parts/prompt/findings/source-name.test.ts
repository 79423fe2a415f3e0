import { expect, it } from 'vitest'
import { sourceName } from './source-name.ts'

it.each([
  [
    'https://platform.claude.com/docs/en/api/errors#prefill-not-supported',
    'Claude docs, errors: prefill not supported',
  ],
  ['https://platform.claude.com/docs/en/api/messages/create', 'Claude docs, messages create'],
  ['https://platform.claude.com/docs/en/api/migration-2026-10-21', 'Claude docs, migration 2026-10-21'],
  [
    'https://platform.claude.com/docs/models/haiku-4-5/migration-guide',
    'Claude docs, models haiku 4-5 migration guide',
  ],
  ['https://docs.stripe.com/keys', 'docs.stripe.com, keys'],
  ['Messages API reference', 'Messages API reference'],
])('a source is called by what it is about: %s', (source, name) => {
  expect(sourceName(source)).toBe(name)
})
