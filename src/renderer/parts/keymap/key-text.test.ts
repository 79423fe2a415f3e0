import { expect, it } from 'vitest'
import { matchesKey, printKey, readKey } from './key-text.ts'
import { reservedReason } from './reserved-keys.ts'

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

it('reads a key as the map holds it', () => {
  expect(readKey(press('z', { ctrlKey: true }), false)).toBe('Mod+Z')
  expect(readKey(press('Z', { ctrlKey: true, shiftKey: true }), false)).toBe('Mod+Shift+Z')
  expect(readKey(press('ArrowUp', { altKey: true }), false)).toBe('Alt+ArrowUp')
  expect(readKey(press('?', { shiftKey: true }), false)).toBe('?')
  expect(readKey(press('и', { ctrlKey: true, code: 'KeyB' }), false)).toBe('Mod+B')
  expect(readKey(press('k', { metaKey: true }), true)).toBe('Mod+K')
  expect(readKey(press('F9'), false)).toBe('F9')
  for (const key of ['Control', 'Shift', 'Dead']) expect(readKey(press(key), false)).toBe(null)
})

it('recognises every key that it reads', () => {
  for (const event of [
    press('+', { ctrlKey: true, shiftKey: true }),
    press('ö', { altKey: true }),
    press('7', { ctrlKey: true }),
    press('F2', { shiftKey: true }),
    press(' ', { ctrlKey: true }),
  ]) {
    expect(matchesKey(event, readKey(event, false) ?? '', false)).toBe(true)
  }
})

it('says why a key is kept for something else', () => {
  const desktop = { usesCommandKey: false, isBrowserTab: false }
  expect(reservedReason('Mod+C', desktop)).toBe('This key copies in every text.')
  expect(reservedReason('Tab', desktop)).toBe('This key types or moves the focus.')
  expect(reservedReason('Escape', desktop)).toContain('Esc closes')
  expect(reservedReason('Mod+Alt+E', desktop)).toBe('This key types a character on many keyboards.')
  expect(reservedReason('Mod+T', desktop)).toBe(null)
  expect(reservedReason('Mod+T', { ...desktop, isBrowserTab: true })).toBe('The browser keeps this key for itself.')
  expect(reservedReason('Mod+Q', { ...desktop, usesCommandKey: true })).toBe('The system keeps this key for itself.')
  expect(['F9', 'Mod+Shift+K', 'Alt+ArrowUp', 'J'].map((key) => reservedReason(key, desktop))).toEqual([
    null,
    null,
    null,
    null,
  ])
})
