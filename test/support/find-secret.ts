// Looks for a secret in anything, also where it was encoded on the way.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Every form in which a text may lie around: raw, UTF-16, hex, URL- and JSON-escaped, and base64 at each of its three offsets. */
function formsOf(secret: string): { name: string; bytes: Buffer }[] {
  const raw = Buffer.from(secret)
  const hex = raw.toString('hex')
  const escaped = Array.from(secret, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`).join(
    '',
  )
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), raw]).toString('base64')
    // The first and the last characters also depend on what stands beside the secret.
    return { name: `base64 at offset ${offset}`, text: text.slice(offset === 0 ? 0 : offset + 1, text.length - 4) }
  })
  const texts = [
    { name: 'raw', text: secret },
    { name: 'hex', text: hex },
    { name: 'HEX', text: hex.toUpperCase() },
    { name: 'URL-encoded', text: encodeURIComponent(secret) },
    { name: 'JSON-escaped', text: escaped },
    ...base64,
    ...base64.map(({ name, text }) => ({
      name: `${name}, URL-safe`,
      text: text.replaceAll('+', '-').replaceAll('/', '_'),
    })),
  ]
  return [
    ...texts.map(({ name, text }) => ({ name, bytes: Buffer.from(text) })),
    { name: 'UTF-16', bytes: Buffer.from(secret, 'utf16le') },
  ]
}

/** Where the secret stands in some bytes, by the name of its form; empty where it does not. */
export function findSecret(haystack: Buffer | string, secret: string): string[] {
  const bytes = Buffer.from(haystack as string)
  return formsOf(secret).flatMap(({ name, bytes: needle }) => (bytes.includes(needle) ? [name] : []))
}

/** The files below a folder that hold the secret, each with the form that it has there. */
export function filesWithSecret(folder: string, secret: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return []
    const path = join(entry.parentPath, entry.name)
    return findSecret(readFileSync(path), secret).map((form) => `${path}: ${form}`)
  })
}
