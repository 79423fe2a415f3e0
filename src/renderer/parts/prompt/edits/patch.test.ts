import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { apply, diff } from './patch.ts'

describe('a patch', () => {
  it('leads to the later value and back, for any two JSON values', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 4 }), (before, after) => {
        const patch = diff(before, after)
        expect(patch ? apply(before, patch, 'forward') : before).toEqual(after)
        if (!patch) return
        expect(apply(after, patch, 'backward')).toEqual(before)
      }),
      { numRuns: 2_000 },
    )
  })

  it('leads there and back for texts that share long stretches', () => {
    const part = fc.constantFrom('a', 'ab', '😀', '\r\n', 'x'.repeat(4_096), 'y'.repeat(5_000))
    const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(text, text, (before, after) => {
        const patch = diff(before, after)
        const there = patch ? apply(before, patch, 'forward') : before
        const back = patch ? apply(after, patch, 'backward') : after
        // Not toBe: a failure must not print all of it.
        expect([there === after, back === before]).toEqual([true, true])
      }),
    )
  })

  it('holds only the keystroke of a long text', () => {
    const text = 'word '.repeat(200_000)
    const patch = diff({ system: text }, { system: `${text.slice(0, 500_000)}!${text.slice(500_000)}` })
    expect(patch).toEqual({
      kind: 'inside',
      changes: [['system', { kind: 'splice', at: 500_000, removed: '', inserted: '!' }]],
    })
  })

  it('keeps the identity of what it does not touch', () => {
    const [a, b, c] = [{ text: 'a' }, { text: 'b' }, { text: 'c' }]
    const [before, after] = [
      [a, b, c],
      [a, { text: 'B' }, c],
    ]
    const back = apply(after, diff(before, after)!, 'backward') as object[]
    expect(back).toEqual(before)
    expect(back[0]).toBe(a)
    expect(back[2]).toBe(c)
  })

  it('takes lists longer than an engine takes arguments', () => {
    const long = Array.from({ length: 200_000 }, (_, index) => index)
    expect(apply([], diff([], long)!, 'forward')).toEqual(long)
  })
})
