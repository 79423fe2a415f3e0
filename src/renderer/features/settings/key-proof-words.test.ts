import { describe, expect, it } from 'vitest'
import { bytesText, proofOf } from './key-proof-words.ts'

const end = {
  type: 'end',
  folder: '/data',
  files: 48,
  bytes: 20_140_000,
  unpackedBytes: 0,
  hits: [],
  unread: [],
} as const
const kept = { path: 'keys.json', forms: ['plain text'], isExpected: true }
const leak = { path: 'logs/old.log', forms: ['base64'], isExpected: false }
const proof = (more: object) => proofOf({ ...end, hits: [], unread: [], ...more })

describe('what the search for a key proves', () => {
  it('is said in one sentence', () => {
    expect(proof({})).toEqual({ tone: 'ok', sentence: 'Searched 48 files, 20.1 MB, in /data: not found.' })
  })

  it('tells what was unpacked first', () => {
    expect(proof({ unpackedBytes: 81_000 }).sentence).toBe(
      'Searched 48 files, 20.1 MB and 81 KB that were packed, in /data: not found.',
    )
  })

  it('is fine where the key is in its own file only', () => {
    expect(proof({ hits: [kept] })).toEqual({
      tone: 'ok',
      sentence: 'Searched 48 files, 20.1 MB, in /data: found only where you chose to keep it.',
    })
  })

  it('is an alarm where the key is anywhere else', () => {
    expect(proof({ hits: [kept, leak], unread: ['x'] })).toMatchObject({
      tone: 'error',
      sentence: expect.stringContaining('in 1 file where it should not be'),
    })
  })

  it('is no proof where files could not be read', () => {
    expect(proof({ unread: ['a', 'b'] })).toEqual({
      tone: 'warning',
      sentence: 'Searched 48 files, 20.1 MB, in /data: not found, but 2 files could not be read.',
    })
  })
})

it.each([
  [0, '0 bytes'],
  [812, '812 bytes'],
  [64_200, '64 KB'],
  [3_140_000, '3.1 MB'],
])('writes %i bytes as %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text)
})
