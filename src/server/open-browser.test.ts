import { expect, it } from 'vitest'
import { openCommand } from './open-browser.ts'

it.each([
  ['linux', 'xdg-open'],
  ['darwin', 'open'],
  ['win32', 'rundll32'],
] as const)('opens an address on %s with %s, as one argument that no shell reads', (platform, command) => {
  const opened = openCommand(platform, 'http://127.0.0.1:4000/#token=a&b')
  expect(opened.command).toBe(command)
  expect(opened.args.at(-1)).toBe('http://127.0.0.1:4000/#token=a&b')
})
