import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTextChunks, usualLimits } from './text-chunks.ts'

const limits = { lines: 3, length: 10, chunksPerGroup: 2 }

function chunksOf(pieces: string[], size = limits) {
  const chunks = createTextChunks(size)
  for (const piece of pieces) chunks.append(piece)
  return chunks.groups()
}

describe('text in chunks', () => {
  it('holds exactly the text, however it came', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '\n', '😀', 'é', '\r') })), (pieces) => {
        const groups = chunksOf(pieces)
        expect(groups.flat().join('')).toBe(pieces.join(''))
        expect(groups.flat().every((chunk) => chunk.length <= limits.length + 1)).toBe(true)
      }),
    )
  })

  it('ends chunks at line ends, and splits only lines that are too long', () => {
    expect(chunksOf(['a\nb\nc\nd\n'])).toEqual([['a\nb\nc\n', 'd\n']])
    expect(chunksOf(['0123456789abc\nx'])).toEqual([['0123456789', 'abc\nx']])
  })

  it('never splits a character of two code units', () => {
    expect(chunksOf(['123456789😀x']).flat()).toEqual(['123456789😀', 'x'])
  })

  it('leaves full groups alone: only the last one is new', () => {
    const chunks = createTextChunks(limits)
    chunks.append('a\nb\nc\n'.repeat(5))
    const before = chunks.groups()
    chunks.append('more')
    const after = chunks.groups()
    expect(before.length).toBe(3)
    expect([after[0] === before[0], after[1] === before[1], after[2] === before[2]]).toEqual([true, true, false])
  })

  it('makes few enough chunks of a megabyte for a page', () => {
    const groups = chunksOf(['x'.repeat(79).concat('\n').repeat(13_000)], usualLimits)
    expect(groups.flat().length).toBeLessThan(700)
    expect(groups.length).toBeLessThan(30)
  })
})
