import { expect, it } from 'vitest'
import { shelfName } from './shelf-name.ts'

it('keeps a plain id as the name, and makes another name for every id that some disk or system would not keep apart', () => {
  expect(shelfName('0d6f0f2e-8a39-4e9b-9f0b-0a1b2c3d4e5f')).toBe('0d6f0f2e-8a39-4e9b-9f0b-0a1b2c3d4e5f.json')
  const odd = [
    'Greeting',
    'greetinG',
    'con',
    'NUL',
    'com1',
    '../x',
    'a/b',
    '',
    '.',
    'é',
    'x'.repeat(101),
    'a b',
    'a.json',
  ]
  const names = odd.map(shelfName)
  for (const name of names) expect(name).toMatch(/^id-[0-9a-f]{64}\.json$/)
  expect(new Set(names).size).toBe(odd.length)
})
