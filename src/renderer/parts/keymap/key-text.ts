// How a key such as `Mod+Shift+Z` is recognised in an event, read from one, and how it is printed.

type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** `usesCommandKey`: `Mod` is Cmd; it is Ctrl elsewhere, and the other of the two never matches. */
export function matchesKey(event: KeyEvent, keyText: string, usesCommandKey: boolean): boolean {
  const { key, isMod, isAlt, isShift, isSign } = knownKey(keyText)
  const [mod, other] = usesCommandKey ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (mod !== isMod || other || event.altKey !== isAlt) return false
  // Where `?` needs Shift depends on the keyboard, so Shift only counts with letters and named keys.
  if (isSign) return event.key === key
  return event.shiftKey === isShift && pressed(event) === (key === 'Space' ? ' ' : key.toLowerCase())
}

/** The key that was pressed, as the map holds it; `null` for a modifier alone, and for one that the map does not know. */
export function readKey(event: KeyEvent, usesCommandKey: boolean): string | null {
  const [mod, other] = usesCommandKey ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (other || ['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(event.key)) {
    return null
  }
  const letter = pressed(event)
  const key = event.key === ' ' ? 'Space' : letter.length === 1 ? letter.toUpperCase() : event.key
  const isShift = event.shiftKey && !isSign(key)
  return [mod && 'Mod', event.altKey && 'Alt', isShift && 'Shift', key].filter(Boolean).join('+')
}

/** `Ctrl Shift Z`, or `⇧⌘Z` where the keyboard has a Cmd key. */
export function printKey(keyText: string, usesCommandKey: boolean): string {
  const { key, isMod, isAlt, isShift } = parseKey(keyText)
  const names: Record<string, string> = {
    Enter: '⏎',
    Escape: 'Esc',
    ArrowUp: '↑',
    ArrowDown: '↓',
    ArrowLeft: '←',
    ArrowRight: '→',
  }
  const name = names[key] ?? key
  if (usesCommandKey) return `${isAlt ? '⌥' : ''}${isShift ? '⇧' : ''}${isMod ? '⌘' : ''}${name}`
  return [isMod && 'Ctrl', isAlt && 'Alt', isShift && 'Shift', name].filter(Boolean).join(' ')
}

type KnownKey = ParsedKey & { isSign: boolean }

/** A key that is typed is compared with every key of the map, so each of these is read once. */
const knownKeys = new Map<string, KnownKey>()

function knownKey(keyText: string): KnownKey {
  const known = knownKeys.get(keyText)
  if (known) return known
  const parsed = parseKey(keyText)
  const made = { ...parsed, isSign: isSign(parsed.key) }
  knownKeys.set(keyText, made)
  return made
}

export type ParsedKey = { key: string; isMod: boolean; isAlt: boolean; isShift: boolean }

export function parseKey(keyText: string): ParsedKey {
  // A plus may be the key itself.
  const parts = keyText.endsWith('+') ? [...keyText.slice(0, -1).split('+').filter(Boolean), '+'] : keyText.split('+')
  const has = (name: string) => parts.slice(0, -1).includes(name)
  return { key: parts.at(-1) ?? '', isMod: has('Mod'), isAlt: has('Alt'), isShift: has('Shift') }
}

const isSign = (key: string) => /^[^\p{L}\p{N}_]$/u.test(key)

/** The key in lower case. On a keyboard of another script the letter of its place counts: Ctrl+И is Ctrl+B. */
function pressed({ key, code }: KeyEvent): string {
  const isForeignLetter = key.length === 1 && key > '\x7f'
  return (isForeignLetter && code.startsWith('Key') ? code.slice(3) : key).toLowerCase()
}
