import type { KeyPress } from './web-contents.ts'

type Modifier = 'control' | 'shift' | 'alt' | 'meta'

const isMac = process.platform === 'darwin'
const modifiers: Record<string, Modifier> = {
  commandorcontrol: isMac ? 'meta' : 'control',
  cmdorctrl: isMac ? 'meta' : 'control',
  control: 'control',
  ctrl: 'control',
  command: 'meta',
  cmd: 'meta',
  meta: 'meta',
  super: 'meta',
  alt: 'alt',
  option: 'alt',
  shift: 'shift',
}
const domKeys: Record<string, string> = {
  return: 'enter',
  esc: 'escape',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
  plus: '+',
  space: ' ',
}

/** Whether a key press is what an accelerator such as `CmdOrCtrl+Shift+Z` names. */
export function matchesAccelerator(accelerator: string, press: KeyPress): boolean {
  const parts = accelerator.toLowerCase().split(/\+(?!$)/)
  const name = parts.pop() ?? ''
  const wanted = new Set(parts.map((part) => modifiers[part] ?? part))
  const all: Modifier[] = ['control', 'shift', 'alt', 'meta']
  if (wanted.size !== all.filter((modifier) => press[modifier]).length) return false
  if (![...wanted].every((modifier) => press[modifier as Modifier])) return false
  const code = press.code.toLowerCase()
  return press.key.toLowerCase() === (domKeys[name] ?? name) || code === `key${name}` || code === `digit${name}`
}
