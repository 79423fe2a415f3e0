import { expect, it } from 'vitest'
import { createCardsStore } from './cards-store.ts'

const order = ['a', 'b', 'c', 'd', 'e']
const selected = (store: ReturnType<typeof createCardsStore>) => [...store.getState().selected].sort().join('')

it('selects one by one, and a range from the last one that was touched', () => {
  const store = createCardsStore()
  const { select, clearSelection } = store.getState()
  select('b', true)
  select('d', true, order)
  expect(selected(store)).toBe('bcd')
  select('c', false)
  expect(selected(store)).toBe('bd')
  select('a', true, order)
  expect(selected(store)).toBe('abcd')
  clearSelection()
  select('e', true, order)
  expect(selected(store)).toBe('e')
})

it('collapses and opens a card', () => {
  const store = createCardsStore()
  store.getState().toggleCollapsed('a')
  expect([...store.getState().collapsed]).toEqual(['a'])
  store.getState().toggleCollapsed('a')
  expect(store.getState().collapsed.size).toBe(0)
})
