// What looks like a secret in anything that is about to leave this computer, or comes in: also where no form is exact.
import type { JsonValue } from '../text/json.ts'
import { everywhere, likelyKinds, mayHoldKey, secretRemoved } from './secret-kinds.ts'

/** Something in a text that looks like a key or a password. `excerpt` shows its beginning only. */
export type FoundSecret = { kind: string; excerpt: string }

type Shape = { name: string; pattern: RegExp }

const keys: readonly Shape[] = likelyKinds.map(({ name, pattern }) => ({ name, pattern: everywhere(pattern) }))

/** What stands beside a name such as `password`: prose has it hardly ever, code is full of it. */
const beside: Shape = {
  name: 'a password or key',
  pattern: /\b(?:password|passwd|secret|api[_-]?key|access[_-]?token)["']?\s*[:=]\s*["']?[^\s"',;<>{}]{8,}/gi,
}

const shownCharacters = 12
/** More than anybody reads; each is compared with those before it. */
const mostFound = 100

/** Everything in a value, at any depth, that looks like a secret; each once. A guess: it warns, it never forbids. */
export function findSecrets(value: JsonValue | undefined): FoundSecret[] {
  return foundIn(textsIn(value), [...keys, beside])
}

/** Keys in a text, found by their forms: not what only stands beside a name such as `password`, which code is full of. */
export function findKeys(text: string): FoundSecret[] {
  return mayHoldKey(text) ? foundIn([text], keys) : []
}

/** The text with every key in it replaced. */
export function withoutKeysIn(text: string): string {
  if (!mayHoldKey(text)) return text
  return keys.reduce((left, { pattern }) => left.replace(pattern, secretRemoved), text)
}

function foundIn(texts: readonly string[], shapes: readonly Shape[]): FoundSecret[] {
  const found = new Map<string, FoundSecret>()
  for (const text of texts) {
    for (const { name, pattern } of shapes) {
      for (const [match] of text.matchAll(pattern)) {
        if (found.size === mostFound) return [...found.values()]
        const isKnown = [...found.keys()].some((known) => match.includes(known) || known.includes(match))
        if (!isKnown) found.set(match, { kind: name, excerpt: excerptOf(match) })
      }
    }
  }
  return [...found.values()]
}

const excerptOf = (secret: string) => `${secret.slice(0, shownCharacters)}…`

/** The names of fields are texts, too. */
function textsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return Object.entries(value).flatMap(([name, item]) =>
    // A field and its value are one text: what is behind `"api_key"` may have no shape of its own.
    typeof item === 'string' ? [item, `${name}: ${item}`] : [name, ...textsIn(item)],
  )
}
