import { expect, it } from 'vitest'
import { keysAfter } from './use-block-keys.ts'

const [a, b, c] = ['a', 'b', 'c'].map((text) => ({ type: 'text', text })) as [
  { type: string; text: string },
  { type: string; text: string },
  { type: string; text: string },
]
const before = { blocks: [a, b, c], keys: [1, 2, 3] }
function after(blocks: { type: string; text: string }[]): number[] {
  let next = 10
  return keysAfter(before, blocks, () => next++)
}

it('keeps the key of a block that moves, and of one that is edited in its place', () => {
  expect(after([c, a, b])).toEqual([3, 1, 2])
  expect(after([a, { ...b, text: 'B' }, c])).toEqual([1, 2, 3])
  expect(after([{ ...a }, { ...b }, { ...c }])).toEqual([1, 2, 3])
})

it('gives a new block a new key, and two to the same block twice', () => {
  expect(after([a, b, { ...b }, c])).toEqual([1, 2, 10, 3])
  expect(after([a, a, b, c])).toEqual([1, 10, 2, 3])
  expect(after([b, c])).toEqual([2, 3])
})
