const blank = '[redacted]'

// What a key looks like where nobody told us of it: the API's own spelling, and whatever follows a credential header.
const keyShapes = [
  /sk-ant-[\w-]+/gi,
  // User and password of an address, such as a proxy's.
  /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@"']+(?=@)/gi,
  /\b(bearer\s+)[^\s"',;]+/gi,
  /(x-api-key["']?\s*[:=]\s*["']?)[^\s"',;]+/gi,
  /(ANTHROPIC_(?:API_KEY|AUTH_TOKEN)["']?\s*[:=]\s*["']?)[^\s"',;]+/g,
]

/** The text without these secrets, and without anything else that looks like a key. */
export function redact(text: string, secrets: Iterable<string>): string {
  let clean = text
  for (const secret of secrets) {
    // A log line is JSON: inside it a secret with a quote or a backslash is spelled differently.
    for (const spelling of new Set([secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)])) {
      clean = clean.replaceAll(spelling, blank)
    }
  }
  for (const shape of keyShapes) {
    clean = clean.replace(shape, (_match, prefix: unknown) => (typeof prefix === 'string' ? prefix + blank : blank))
  }
  return clean
}
