import { describe, expect, it } from 'vitest'
import { openAtFirst, pointersAbove, treeRows } from './tree-rows.ts'

const value = { name: 'A', list: [1, { deep: true }], none: null, empty: {} }
const lines = (open: string[]) =>
  treeRows(value, new Set(open)).map(({ depth, name, preview }) => `${'  '.repeat(depth)}${name ?? '$'}: ${preview}`)

describe('the lines of a tree', () => {
  it('are those of open places only', () => {
    expect(lines([])).toEqual(['$: {4 fields}'])
    expect(lines(['', '/list'])).toEqual([
      '$: {4 fields}',
      '  name: "A"',
      '  list: [2 items]',
      '    0: 1',
      '    1: {1 field}',
      '  none: null',
      '  empty: {0 fields}',
    ])
  })

  it('say whether something is inside, and their place among their neighbours', () => {
    const rows = treeRows(value, new Set(['']))
    expect(rows.map(({ isOpen, place, setSize }) => [isOpen, place, setSize])).toEqual([
      [true, 1, 1],
      [null, 1, 4],
      [false, 2, 4],
      [null, 3, 4],
      [null, 4, 4],
    ])
  })

  it('are few at first, whatever the size', () => {
    expect(treeRows(value, openAtFirst(value))).toHaveLength(8)
    const wide = { rows: Array.from({ length: 20_000 }, (_, id) => ({ id, text: 'x'.repeat(30) })) }
    expect(treeRows(wide, openAtFirst(wide)).length).toBeLessThanOrEqual(61)
    const list = wide.rows
    expect(treeRows(list, openAtFirst(list))).toHaveLength(20_001)
  })

  it('are made for every place, however deep it is', () => {
    let deep: object = {}
    for (let level = 0; level < 3_000; level += 1) deep = { a: deep }
    expect(openAtFirst(deep as never, 60).size).toBeGreaterThan(10)
    expect(pointersAbove(['a', 0, 'b/c'])).toEqual(['', '/a', '/a/0'])
  })
})
