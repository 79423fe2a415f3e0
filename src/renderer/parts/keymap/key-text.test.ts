import { expect, it } from 'vitest'
import { matchesKey, printKey } from './key-text.ts'

const press = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

it('takes Ctrl for Mod, or Cmd where the keyboard has one, and never the other', () => {
  expect(matchesKey(press('b', { ctrlKey: true }), 'Mod+B', false)).toBe(true)
  expect(matchesKey(press('b', { metaKey: true }), 'Mod+B', false)).toBe(false)
  expect(matchesKey(press('b', { metaKey: true }), 'Mod+B', true)).toBe(true)
  expect(matchesKey(press('b', { ctrlKey: true, metaKey: true }), 'Mod+B', true)).toBe(false)
})

it('tells a key from the same key with Shift or Alt', () => {
  expect(matchesKey(press('z', { ctrlKey: true }), 'Mod+Z', false)).toBe(true)
  expect(matchesKey(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Z', false)).toBe(false)
  expect(matchesKey(press('Z', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+Z', false)).toBe(true)
  expect(matchesKey(press('ArrowUp'), 'Alt+ArrowUp', false)).toBe(false)
  expect(matchesKey(press('ArrowUp', { altKey: true }), 'Alt+ArrowUp', false)).toBe(true)
})

it('finds a sign wherever the keyboard has it', () => {
  expect(matchesKey(press('?', { shiftKey: true }), '?', false)).toBe(true)
  expect(matchesKey(press('?'), '?', false)).toBe(true)
  expect(matchesKey(press(',', { ctrlKey: true }), 'Mod+,', false)).toBe(true)
})

it('goes by the place of a letter on keyboards of other scripts', () => {
  expect(matchesKey(press('и', { ctrlKey: true, code: 'KeyB' }), 'Mod+B', false)).toBe(true)
})

it('prints keys as the keyboard has them', () => {
  expect(printKey('Mod+Enter', false)).toBe('Ctrl ⏎')
  expect(printKey('Mod+Shift+Z', true)).toBe('⇧⌘Z')
  expect(printKey('Alt+ArrowUp', false)).toBe('Alt ↑')
  expect(printKey('Mod+,', false)).toBe('Ctrl ,')
})
