import { expect, it } from 'vitest'
import { blockKinds, costText, percentText, shortCount, shortUsd } from './format.ts'

it('writes counts, prices and shares short', () => {
  expect([999, 1_500, 200_000, 1_000_000].map(shortCount)).toEqual(['999', '1.5k', '200k', '1M'])
  expect([0.1, 1, 12.5].map(shortUsd)).toEqual(['$0.1', '$1', '$12.5'])
  expect([0, 0.000_4, 0.011, 0.5, 1.2].map(percentText)).toEqual(['0.0 %', 'under 0.1 %', '1.1 %', '50 %', '120 %'])
})

it('writes costs with two figures that say something, and never zero for something', () => {
  expect([0, 0.007_243, 0.021, 0.4, 1.3, 25].map(costText)).toEqual([
    '$0',
    '$0.0072',
    '$0.021',
    '$0.40',
    '$1.30',
    '$25.00',
  ])
  expect(costText(0.000_000_02)).toBe('under $0.000001')
})

it('names each kind of block once, and none for a string', () => {
  expect(blockKinds('text')).toBe('')
  expect(blockKinds([{ type: 'text' }, { type: 'image' }, { type: 'text' }])).toBe('text · image')
})
