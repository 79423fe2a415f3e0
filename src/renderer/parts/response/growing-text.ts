/**
 * A text that only grows, as the parts that came. Adding a part copies nothing, and a reader that remembers how many parts
 * it has read gets the new ones alone, so a long answer costs as much per delta as a short one.
 */
export type GrowingText = {
  readonly parts: readonly string[]
  /** UTF-16 code units. */
  readonly length: number
  append: (part: string) => void
  /** The whole text; joined once and remembered until the text grows again. */
  toString: () => string
}

/** A growing text that begins with `start`. */
export function createGrowingText(start = ''): GrowingText {
  const parts: string[] = start === '' ? [] : [start]
  let length = start.length
  let joined: string | null = start
  return {
    parts,
    get length() {
      return length
    },
    append(part) {
      if (part === '') return
      parts.push(part)
      length += part.length
      joined = null
    },
    toString() {
      joined ??= parts.join('')
      return joined
    },
  }
}
