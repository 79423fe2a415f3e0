import type { JsonValue } from './json.ts'

/** Something in a text that looks like a key or a password. `excerpt` shows its beginning only. */
export type FoundSecret = { kind: string; excerpt: string }

// How the common issuers spell their keys, and how a key is written beside its name. Short strings and placeholders such as
// `sk-ant-...` are none.
const shapes: readonly { kind: string; pattern: RegExp; isGuess?: boolean }[] = [
  { kind: 'an Anthropic key', pattern: /\bsk-ant-[\w-]{8,}/g },
  { kind: 'an API key', pattern: /\bsk-(?!ant-)[\w-]{20,}/g },
  { kind: 'an AWS key', pattern: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/g },
  { kind: 'a Google key', pattern: /\bAIza[\w-]{35}/g },
  { kind: 'a GitHub token', pattern: /\b(?:gh[pousr]_\w{36,}|github_pat_\w{50,})/g },
  { kind: 'a Slack token', pattern: /\bxox[abprs]-[\w-]{10,}/g },
  { kind: 'a private key', pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/g },
  { kind: 'a bearer token', pattern: /\bbearer\s+[\w.~+/-]{20,}=*/gi },
  {
    kind: 'a password or key',
    isGuess: true,
    pattern: /\b(?:password|passwd|secret|api[_-]?key|access[_-]?token)["']?\s*[:=]\s*["']?[^\s"',;<>{}]{8,}/gi,
  },
]

const shownCharacters = 12

/** Everything in a value, at any depth, that looks like a secret; each once. A guess: it warns, it never forbids. */
export function findSecrets(value: JsonValue | undefined): FoundSecret[] {
  const found = new Map<string, FoundSecret>()
  for (const text of textsIn(value)) {
    for (const { kind, pattern } of shapes) {
      for (const [match] of text.matchAll(pattern)) {
        const isKnown = [...found.keys()].some((known) => match.includes(known) || known.includes(match))
        if (!isKnown) found.set(match, { kind, excerpt: excerptOf(match) })
      }
    }
  }
  return [...found.values()]
}

/** Keys in a text, found by their forms: not what only stands beside a name such as `password`, which code is full of. */
export function findKeys(text: string): FoundSecret[] {
  const found = new Map<string, FoundSecret>()
  for (const { kind, pattern, isGuess } of shapes) {
    if (isGuess) continue
    for (const [match] of text.matchAll(pattern)) {
      const isKnown = [...found.keys()].some((known) => match.includes(known) || known.includes(match))
      if (!isKnown) found.set(match, { kind, excerpt: excerptOf(match) })
    }
  }
  return [...found.values()]
}

/** The text with every key in it replaced. */
export function withoutKeysIn(text: string): string {
  return shapes.reduce(
    (left, { pattern, isGuess }) => (isGuess ? left : left.replace(pattern, '[secret removed]')),
    text,
  )
}

const excerptOf = (secret: string) => `${secret.slice(0, shownCharacters)}…`

function textsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return Object.entries(value).flatMap(([name, item]) =>
    // A field and its value are one text: what is behind `"api_key"` may have no shape of its own.
    typeof item === 'string' ? [item, `${name}: ${item}`] : textsIn(item),
  )
}
