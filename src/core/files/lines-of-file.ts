import { closeSync, openSync, readSync } from 'node:fs'

/** `text`: `null` where the line is too long. `start`, `end`: where it begins, and where the next one does, in bytes. */
export type FileLine = { text: string | null; start: number; end: number }

const bytesPerRead = 256 * 1024

/**
 * The lines of a file from a place on, read as they are asked for: no more than one is held at once, and nothing of one that is longer
 * than `longest` bytes. The file is open until the last line was taken, or the caller leaves.
 */
export function* linesOfFile(path: string, from = 0, longest = Number.POSITIVE_INFINITY): Generator<FileLine> {
  const file = openSync(path, 'r')
  try {
    const chunk = Buffer.allocUnsafe(bytesPerRead)
    let parts: Buffer[] = []
    let [start, at] = [from, from]
    const take = (last: Buffer): string | null => {
      const isTooLong = at + last.length - start > longest
      const text = isTooLong ? null : Buffer.concat([...parts, last]).toString('utf8')
      parts = []
      return text
    }
    for (let count = readSync(file, chunk, 0, bytesPerRead, at); count > 0; ) {
      let left = chunk.subarray(0, count)
      for (let length = left.indexOf(10); length >= 0; length = left.indexOf(10)) {
        const text = take(left.subarray(0, length))
        at += length + 1
        yield { text, start, end: at }
        start = at
        left = left.subarray(length + 1)
      }
      at += left.length
      if (at - start > longest) parts = []
      // A copy: the next piece of the file is read into the same memory.
      else if (left.length > 0) parts.push(Buffer.from(left))
      count = readSync(file, chunk, 0, bytesPerRead, at)
    }
    if (at > start) yield { text: take(Buffer.alloc(0)), start, end: at }
  } finally {
    closeSync(file)
  }
}
