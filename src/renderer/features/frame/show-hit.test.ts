import { expect, it } from 'vitest'
import { placeOf } from './show-hit.ts'

const text = 'one needle here\nanother needle there, and a long end of the line'

it('finds the very line of a hit, also where the line was cut', () => {
  const second = text.lastIndexOf('needle')
  expect(placeOf(text, { before: 'another ', match: 'needle', after: ' there, and…' })).toBe(second)
  expect(placeOf(text, { before: '…her ', match: 'needle', after: ' there' })).toBe(second)
  expect(placeOf(text, { before: 'one ', match: 'needle', after: ' here' })).toBe(4)
})

it('says where the line is gone', () => {
  expect(placeOf(text, { before: 'no ', match: 'needle', after: '' })).toBe(-1)
})
