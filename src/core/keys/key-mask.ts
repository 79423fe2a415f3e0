import { spellingsOf } from './without-key.ts'

/** Longest beginning of something that may turn out to be a key; more than the longest key in its longest spelling. */
const longestHeld = 4_096
const looksLikeKey = /sk-ant-[\w-]{8,}/g
const mayBecomeKey = /(?:s|sk|sk-|sk-a|sk-an|sk-ant|sk-ant-[\w-]*)$/

/** Blanks a key out of a stream of bytes that comes in pieces; every other byte keeps its place. */
export type KeyMask = {
  /** What can be let go of so far. An end that may be the beginning of a key is held back for the next piece. */
  take: (piece: Uint8Array) => Uint8Array
  /** What is still held. */
  end: () => Uint8Array
}

/** A mask for this key, in every way that a server may spell it, and for whatever looks like a key of Anthropic's. */
export function createKeyMask(key: string | null): KeyMask {
  const spellings = spellingsOf(key)
  let held = ''

  const blank = (text: string): Uint8Array => {
    const known = spellings.reduce((rest, spelling) => rest.replaceAll(spelling, starsFor), text)
    return Buffer.from(known.replace(looksLikeKey, starsFor), 'latin1')
  }
  const heldFrom = (text: string): number => {
    const tail = text.slice(-longestHeld)
    const lengths = spellings.map((spelling) => sharedLength(tail, spelling))
    return text.length - Math.max(mayBecomeKey.exec(tail)?.[0].length ?? 0, ...lengths)
  }

  return {
    take: (piece) => {
      // One character per byte, whatever the bytes mean: a key is ASCII.
      const text = held + Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength).toString('latin1')
      const end = heldFrom(text)
      held = text.slice(end)
      return blank(text.slice(0, end))
    },
    end: () => {
      const rest = blank(held)
      held = ''
      return rest
    },
  }
}

/** How many characters at the end of a text are the beginning of a key, but not all of it. */
function sharedLength(text: string, key: string): number {
  for (let length = Math.min(text.length, key.length - 1); length > 0; length -= 1) {
    if (text.endsWith(key.slice(0, length))) return length
  }
  return 0
}

function starsFor(found: string): string {
  return '*'.repeat(found.length)
}
