import { isReservedName } from './reserved-name.ts'

/**
 * The file name that goes with a name that a person gave, without number and ending: letters with their marks, digits
 * and hyphens, so that it is valid on every system and can lead nowhere else.
 * @param fallback Stands in for a name without letters, and before one that Windows reserves.
 */
export function fileStem(name: string, fallback: string): string {
  const words = name
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, '-')
  const stem = Array.from(words)
    .slice(0, longestStem)
    .join('')
    // A mark without its letter is none.
    .replaceAll(/^[-\p{M}]+|-+$/gu, '')
  if (stem === '') return fallback
  return isReservedName(stem) ? `${fallback}-${stem}` : stem
}

// File systems allow 255 bytes; a character can take four.
const longestStem = 50
