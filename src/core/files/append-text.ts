import { appendFileSync, writeSync } from 'node:fs'

/**
 * Writes a text to the end of a file that is open for appending, without a second copy of it in memory. Answers its length in bytes;
 * throws where the disk does not take all of it.
 */
export function appendText(file: number, text: string): number {
  const length = Buffer.byteLength(text)
  const written = writeSync(file, text)
  // A disk that is nearly full takes a part first; the rest then meets its error.
  if (written < length) appendFileSync(file, Buffer.from(text).subarray(written))
  return length
}
