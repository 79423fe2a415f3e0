import fc from 'fast-check'
import { expect, it } from 'vitest'
import { AppError } from '#shared/app-error'
import { cleanKey } from './key-text.ts'

it.each([
  ['sk-ant-api03-abc', 'sk-ant-api03-abc'],
  ['  sk-ant-api03-abc\n', 'sk-ant-api03-abc'],
  ['"sk-ant-api03-abc"', 'sk-ant-api03-abc'],
  [' “sk-ant-api03-abc” ', 'sk-ant-api03-abc'],
  ["' sk-ant-api03-abc '", 'sk-ant-api03-abc'],
  ['\u00a0sk-ant-api03-abc\u00a0', 'sk-ant-api03-abc'],
  ['x', 'x'],
])('S25 takes %j as %j', (typed, key) => {
  expect(cleanKey(typed)).toBe(key)
})

it.each([
  ['', 'empty'],
  ['   \n ', 'empty'],
  ['""', 'empty'],
  ['sk-ant-secret\nsk-ant-second', 'white space'],
  ['sk-ant secret', 'white space'],
  ['sk-ant-\u00a0secret', 'white space'],
  ['sk-ant-secret\u0007', 'control character'],
  ['sk-ant-secret\u007f', 'control character'],
  ['sk-ant-“secret', 'no key has'],
  ['sk-ant-sécret', 'no key has'],
  ['s'.repeat(1_001), 'longer than'],
  ['s'.repeat(1_000_000), 'longer than'],
])('S25 refuses %j', (typed, reason) => {
  expect(() => cleanKey(typed)).toThrow(reason)
})

it('S25 never says any part of the key', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 8, maxLength: 40 }), (secret) => {
      try {
        expect(cleanKey(secret)).not.toMatch(/[^\x21-\x7e]/)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        expect(JSON.stringify([error.message, error.facts, error.stack, error.cause])).not.toContain(secret)
      }
    }),
  )
})
