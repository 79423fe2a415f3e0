// A text that only grows, kept as short chunks in groups, so that showing one more word costs the same at any length:
// the browser lays out the last chunk only, and React looks at the last group only.

/** Each group keeps its identity once it is full; each chunk ends at a line's end wherever lines are short enough. */
export type ChunkGroup = readonly string[]

export type TextChunks = {
  append: (text: string) => void
  /** The groups of chunks in order; joined they are exactly the text. */
  groups: () => readonly ChunkGroup[]
  length: () => number
}

export type ChunkLimits = { lines: number; length: number; chunksPerGroup: number }

/** 40 lines of code are about a screen; 2,000 code units of one long line are laid out within a millisecond. */
export const usualLimits: ChunkLimits = { lines: 40, length: 2_000, chunksPerGroup: 24 }

export function createTextChunks(limits: ChunkLimits = usualLimits): TextChunks {
  const full: ChunkGroup[] = []
  let group: string[] = []
  let chunk = ''
  let lines = 0
  let total = 0
  let shown: readonly ChunkGroup[] | null = null

  function closeChunk() {
    group.push(chunk)
    chunk = ''
    lines = 0
    if (group.length < limits.chunksPerGroup) return
    full.push(group)
    group = []
  }

  /** How much of the text still goes into the present chunk. */
  function takeable(text: string, from: number): { end: number; isLine: boolean } {
    const newline = text.indexOf('\n', from)
    const lineEnd = newline === -1 ? text.length : newline + 1
    const room = Math.max(1, limits.length - chunk.length)
    if (lineEnd - from <= room) return { end: lineEnd, isLine: newline !== -1 }
    return { end: wholeCharacters(text, from, from + room), isLine: false }
  }

  return {
    append(text) {
      total += text.length
      shown = null
      for (let from = 0; from < text.length; ) {
        const { end, isLine } = takeable(text, from)
        chunk += text.slice(from, end)
        from = end
        if (isLine) lines += 1
        if (lines >= limits.lines || chunk.length >= limits.length) closeChunk()
      }
    },
    groups() {
      shown ??=
        chunk === '' && group.length === 0 ? [...full] : [...full, chunk === '' ? [...group] : [...group, chunk]]
      return shown
    },
    length: () => total,
  }
}

/** Moves an end that would split a surrogate pair behind it. */
function wholeCharacters(text: string, from: number, end: number): number {
  const code = text.charCodeAt(end - 1)
  const isHighSurrogate = code >= 0xd800 && code <= 0xdbff
  return isHighSurrogate && end < text.length ? end + 1 : Math.max(end, from + 1)
}
