import { expect, it } from 'vitest'
import { matchesAccelerator } from './accelerator.ts'

const press = (key: string, code: string, held: string[]) => ({
  key,
  code,
  control: held.includes('control'),
  shift: held.includes('shift'),
  alt: held.includes('alt'),
  meta: held.includes('meta'),
})

it.each([
  ['Ctrl+Enter', press('Enter', 'Enter', ['control']), true],
  ['Ctrl+Enter', press('Enter', 'Enter', ['control', 'shift']), false],
  ['CmdOrCtrl+Shift+Z', press('Z', 'KeyZ', [process.platform === 'darwin' ? 'meta' : 'control', 'shift']), true],
  ['Ctrl+Z', press('y', 'KeyY', ['control']), false],
  ['Ctrl+,', press(',', 'Comma', ['control']), true],
  ['Ctrl++', press('+', 'Equal', ['control']), true],
  ['Ctrl+Plus', press('+', 'NumpadAdd', ['control']), true],
  ['Ctrl+1', press('&', 'Digit1', ['control']), true],
  ['F11', press('F11', 'F11', []), true],
  ['Alt+Up', press('ArrowUp', 'ArrowUp', ['alt']), true],
])('%s', (accelerator, key, matches) => {
  expect(matchesAccelerator(accelerator, key)).toBe(matches)
})
