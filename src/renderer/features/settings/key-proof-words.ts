import type { KeySearchEvent } from '#shared/connections/key'
import { countText } from '../../parts/response/format.ts'

/** What a finished search proves, in one sentence, and how to take it. */
export function proofOf({
  folder,
  files,
  bytes,
  unpackedBytes,
  hits,
  unread,
}: Extract<KeySearchEvent, { type: 'end' }>): {
  tone: 'ok' | 'warning' | 'error'
  sentence: string
} {
  const searched = `Searched ${filesText(files)}, ${bytesText(bytes)}${unpackedText(unpackedBytes)}, in ${folder}`
  const leaks = hits.filter(({ isExpected }) => !isExpected)
  if (leaks.length > 0) {
    const sentence = `${searched}: the key is in ${filesText(leaks.length)} where it should not be. Remove them, and replace the key at its server.`
    return { tone: 'error', sentence }
  }
  const where = hits.length > 0 ? 'found only where you chose to keep it' : 'not found'
  if (unread.length > 0) {
    return { tone: 'warning', sentence: `${searched}: ${where}, but ${filesText(unread.length)} could not be read.` }
  }
  return { tone: 'ok', sentence: `${searched}: ${where}.` }
}

function unpackedText(bytes: number): string {
  return bytes === 0 ? '' : ` and ${bytesText(bytes)} that were packed`
}

function filesText(count: number): string {
  return count === 1 ? '1 file' : `${countText(count)} files`
}

/** `812 bytes`, `64 KB`, `3.1 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
