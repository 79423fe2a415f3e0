import { browserKeys } from './actions.ts'
import { parseKey } from './key-text.ts'
import type { KeymapOptions } from './keymap.ts'

const textKeys = new Map([
  ['Mod+C', 'copies'],
  ['Mod+X', 'cuts'],
  ['Mod+V', 'pastes'],
  ['Mod+Shift+V', 'pastes as plain text'],
  ['Mod+A', 'selects all'],
])
const movingKeys =
  /^(Tab|Enter|Space|Backspace|Delete|Home|End|PageUp|PageDown|ArrowUp|ArrowDown|ArrowLeft|ArrowRight|Insert|ContextMenu)$/
const tabKeys = /^Mod\+(R|Shift\+R|Shift\+T|Shift\+W|Shift\+I|Tab|Shift\+Tab|L|[0-9])$|^F(5|11|12)$/

/** Why a key cannot be given to an action, in a sentence; `null` where it can. */
export function reservedReason(keyText: string, { usesCommandKey, isBrowserTab }: KeymapOptions): string | null {
  const { key, isMod, isAlt } = parseKey(keyText)
  const text = textKeys.get(keyText)
  if (text) return `This key ${text} in every text.`
  if (key === 'Escape') return 'Esc closes what is open and stops a run.'
  if (movingKeys.test(key) && !isMod && !isAlt) return 'This key types or moves the focus.'
  if (isMod && /^(ArrowLeft|ArrowRight|Home|End|Backspace|Delete)$/.test(key))
    return 'This key moves or deletes in every text.'
  if (
    usesCommandKey ? /^Mod\+(Q|H|M|Tab|Space)$/.test(keyText) : /^(Alt\+(F4|Tab|Space)|Mod\+Alt\+Delete)$/.test(keyText)
  ) {
    return 'The system keeps this key for itself.'
  }
  if (key.length === 1 && isAlt && (isMod || usesCommandKey)) return 'This key types a character on many keyboards.'
  if (isBrowserTab && (browserKeys.has(keyText) || tabKeys.test(keyText)))
    return 'The browser keeps this key for itself.'
  return null
}
