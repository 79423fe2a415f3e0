const blank = '[key]'

// Local servers take keys such as `x` or `ollama`: no secrets, and blanking them out would blank out ordinary words.
const shortestSecret = 8

/**
 * The same value with the key blanked out of every string in it, however a server may have spelled it when it repeated it.
 * Whatever looks like a key of Anthropic's goes too. Ordinary words stay: "Invalid bearer token" is what a person must read.
 */
export function withoutKey<Value>(value: Value, key: string | null): Value {
  const spellings = spellingsOf(key)
  // Safe: every string becomes a string, and everything else stays what it is.
  return clean(value, spellings) as Value
}

function clean(value: unknown, spellings: string[]): unknown {
  if (typeof value === 'string') return cleanText(value, spellings)
  if (Array.isArray(value)) return value.map((item) => clean(item, spellings))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, clean(item, spellings)]))
}

function cleanText(text: string, spellings: string[]): string {
  const known = spellings.reduce((rest, spelling) => rest.replaceAll(spelling, blank), text)
  return known.replace(/sk-ant-[\w-]{8,}/g, blank)
}

/** Every way in which a server may spell the key when it repeats it; none where it is too short to be a secret. */
export function spellingsOf(key: string | null): string[] {
  const plain = key?.trim() ?? ''
  if (key === null || plain.length < shortestSecret) return []
  return [...new Set([key, plain, JSON.stringify(plain).slice(1, -1), encodeURIComponent(plain.toWellFormed())])]
}
