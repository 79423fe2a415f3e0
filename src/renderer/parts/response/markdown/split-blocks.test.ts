import { describe, expect, it } from 'vitest'
import { type Block, createBlockSplitter } from './split-blocks.ts'

/** UTF-16 code units of the tail that a view has to parse or lay out again after a chunk. */
function workOf(tail: Block | null): number {
  if (tail?.kind === 'markdown') return tail.text.length
  if (tail?.kind === 'paragraph') return tail.rest.length
  return tail?.groups.at(-1)?.at(-1)?.length ?? 0
}

/** The most that one chunk costs, and what all of them cost per code unit of the text. */
function costOf(text: string, chunkLength = 40): { most: number; perUnit: number } {
  const splitter = createBlockSplitter()
  let total = 0
  let most = 0
  for (let at = 0; at < text.length; at += chunkLength) {
    splitter.append(text.slice(at, at + chunkLength))
    const work = workOf(splitter.tail())
    total += work
    most = Math.max(most, work)
  }
  return { most, perUnit: total / text.length }
}

const shapes: [string, string][] = [
  ['prose', '## Part\n\nSome *text* with **bold** and `code`.\n\n- one\n- two\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n'],
  ['one paragraph', 'Some *text* with **bold** words, `code` and a [link](https://example.com/x) in it. '],
  ['one paragraph of lines', 'A line of it, with **bold** words.\nAnother line (in brackets).\n'],
]

describe('the work that a stream causes', () => {
  it.each([...shapes, ['one code block', '```js\nconst value = compute(1, 2, 3)\n\n'] as const])(
    'costs the same per delta however long %s is',
    (_, piece) => {
      const of = (length: number) =>
        costOf(
          piece.startsWith('```')
            ? `\`\`\`\n${piece.slice(6).repeat(length / 30)}`
            : piece.repeat(length / piece.length),
        )
      const [small, large] = [of(20_000), of(200_000)]
      expect(large.most).toBeLessThan(5_000)
      expect(large.perUnit).toBeLessThan(small.perUnit * 1.3 + 1)
    },
  )

  it('parses no more than about a sentence of a paragraph again', () => {
    const { perUnit } = costOf(
      'Some *text* with **bold** words, `code` and a [link](https://example.com/x) in it. '.repeat(50),
    )
    expect(perUnit * 40).toBeLessThan(120)
  })

  it('keeps the parts of a paragraph that are full as they are', () => {
    const splitter = createBlockSplitter()
    splitter.append('Some text, and some more of it. '.repeat(200))
    const before = splitter.tail()
    splitter.append('The next sentence. '.repeat(200))
    const after = splitter.tail()
    if (before?.kind !== 'paragraph' || after?.kind !== 'paragraph') throw new Error('It is one long paragraph.')
    expect(before.parts.length).toBeGreaterThan(2)
    for (const [index, part] of before.parts.slice(0, -1).entries()) expect(after.parts[index]).toBe(part)
  })

  it('keeps settled blocks as they are, and a block its key while it settles', () => {
    const splitter = createBlockSplitter()
    splitter.append('One.\n\nTwo')
    const [first] = splitter.settled
    const tail = splitter.tail()
    splitter.append('.\n\nThree')
    expect(splitter.settled[0]).toBe(first)
    expect(splitter.settled[1]?.key).toBe(tail?.key)
    expect(splitter.settled.map(({ start }) => start)).toEqual([0, 6])
  })
})
