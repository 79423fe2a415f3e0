import { expect, it } from 'vitest'
import { groupedDigits } from './grouped-digits.ts'

it('puts commas between thousands as en-US does', () => {
  const values = [0, 7, 999, 1_000, 12_345, 123_456, 1_234_567, -1_000, -999, 1_234.567]
  expect(values.map(groupedDigits)).toEqual(values.map((value) => value.toLocaleString('en-US')))
})

it('leaves alone what is no row of digits', () => {
  expect([Number.POSITIVE_INFINITY, Number.NaN, 1e21].map(groupedDigits)).toEqual(['Infinity', 'NaN', '1e+21'])
})
