import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseNumber } from './number-field.tsx'
import { readEscapes, showEscapes } from './tags-input.tsx'

it('reads every number that a person may type', () => {
  const cases = {
    '1024': 1024,
    ' 0.2 ': 0.2,
    '0,7': 0.7,
    '0,125': 0.125,
    '-3': -3,
    '1e3': 1000,
    '.5': 0.5,
    '5.': 5,
    '': null,
  }
  expect(Object.fromEntries(Object.keys(cases).map((text) => [text, parseNumber(text)]))).toEqual(cases)
})

it('takes nothing else for a number', () => {
  for (const text of [
    'abc',
    '1 2',
    '0x10',
    'Infinity',
    '1.2.3',
    '1,000',
    '-12,345',
    '1,000,000',
    '1,000.5',
    '-',
    'e3',
    '1e999',
  ]) {
    expect(parseNumber(text), text).toBeUndefined()
  }
})

it('keeps every finite number through its own text', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
      expect(parseNumber(String(number))).toBe(number === 0 ? Number(String(number)) : number)
    }),
  )
})

it('shows newlines and reads them back, whatever else the text holds', () => {
  expect(showEscapes('\n\nUser:')).toBe('\\n\\nUser:')
  expect(readEscapes('\\n\\nUser:')).toBe('\n\nUser:')
  expect(readEscapes('C:\\dir')).toBe('C:\\dir')
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('\\', 'n', '\n', '\t', '\r', 'a', ' ') }), (text) => {
      expect(readEscapes(showEscapes(text))).toBe(text)
    }),
  )
})
