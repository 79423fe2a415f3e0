import { describe, expect, it } from 'vitest'
import { createPacer } from './pace.ts'
import type { Block } from './split-blocks.ts'

const list = (length: number, key = 1): Block => ({ kind: 'markdown', key, start: 0, text: '-'.repeat(length) })

describe('the pace of a block that cannot be split', () => {
  it('shows every change of a short block', () => {
    const pacer = createPacer(() => 0)
    for (const length of [10, 20, 30]) {
      expect(pacer.show(list(length), false)).toEqual({ block: list(length), waitMs: null })
    }
  })

  it('shows a long block again after a time that grows with it', () => {
    let now = 0
    const pacer = createPacer(() => now)
    pacer.show(list(10_000), false)
    now = 10
    expect(pacer.show(list(10_500), false)).toEqual({ block: list(10_000), waitMs: 32 })
    now = 42
    expect(pacer.show(list(10_500), false)).toEqual({ block: list(10_500), waitMs: null })
  })

  it('shows the last state at once, and another block too', () => {
    const pacer = createPacer(() => 0)
    pacer.show(list(10_000), false)
    expect(pacer.show(list(20_000), true)).toEqual({ block: list(20_000), waitMs: null })
    expect(pacer.show(list(30_000, 2), false)).toEqual({ block: list(30_000, 2), waitMs: null })
  })

  it('asks for nothing more where nothing new came', () => {
    const pacer = createPacer(() => 0)
    pacer.show(list(10_000), false)
    expect(pacer.show(list(10_000), false).waitMs).toBeNull()
  })
})
