/**
 * The file name that goes with a name that a person gave, without number and ending: letters, digits and hyphens, so
 * that it is valid on every system and can lead nowhere else.
 * @param fallback Stands in for a name without letters, and before one that Windows reserves.
 */
export function fileStem(name: string, fallback: string): string {
  const words = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
  const stem = Array.from(words)
    .slice(0, longestStem)
    .join('')
    .replaceAll(/^-+|-+$/g, '')
  if (stem === '') return fallback
  return reservedOnWindows.test(stem) ? `${fallback}-${stem}` : stem
}

// File systems allow 255 bytes; a character can take four.
const longestStem = 50
const reservedOnWindows = /^(con|prn|aux|nul|com\d|lpt\d)$/
