// How a key such as `Mod+Shift+Z` is recognised in an event, and how it is printed.

type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

export function matchesKey(event: KeyEvent, keyText: string, usesCommandKey: boolean): boolean {
  const { key, isMod, isAlt, isShift } = parse(keyText)
  const [mod, other] = usesCommandKey ? [event.metaKey, event.ctrlKey] : [event.ctrlKey, event.metaKey]
  if (mod !== isMod || other || event.altKey !== isAlt) return false
  // Where `?` needs Shift depends on the keyboard, so Shift only counts with letters and named keys.
  if (/^[^\w]$/.test(key)) return event.key === key
  return event.shiftKey === isShift && pressed(event) === key.toLowerCase()
}

/** `Ctrl Shift Z`, or `⇧⌘Z` where the keyboard has a Cmd key. */
export function printKey(keyText: string, usesCommandKey: boolean): string {
  const { key, isMod, isAlt, isShift } = parse(keyText)
  const names: Record<string, string> = { Enter: '⏎', Escape: 'Esc', ArrowUp: '↑', ArrowDown: '↓' }
  const name = names[key] ?? key
  if (usesCommandKey) return `${isAlt ? '⌥' : ''}${isShift ? '⇧' : ''}${isMod ? '⌘' : ''}${name}`
  return [isMod && 'Ctrl', isAlt && 'Alt', isShift && 'Shift', name].filter(Boolean).join(' ')
}

function parse(keyText: string): { key: string; isMod: boolean; isAlt: boolean; isShift: boolean } {
  const parts = keyText.split('+')
  const has = (name: string) => parts.slice(0, -1).includes(name)
  return { key: parts.at(-1) ?? '', isMod: has('Mod'), isAlt: has('Alt'), isShift: has('Shift') }
}

/** The key in lower case. On a keyboard of another script the letter of its place counts: Ctrl+И is Ctrl+B. */
function pressed({ key, code }: KeyEvent): string {
  const isForeignLetter = key.length === 1 && key > '\x7f'
  return (isForeignLetter && code.startsWith('Key') ? code.slice(3) : key).toLowerCase()
}
