import { AppError } from '#shared/app-error'
import { isReservedName } from '#shared/files/reserved-name'

const longestName = 100
// File systems allow 255 bytes; some write letters and their marks apart.
const mostBytes = 240
const hasControl = (name: string) => Array.from(name).some((character) => character < ' ' || character === '\u007F')
// What some system does not allow in a name, and the dots that lead elsewhere or hide.
const forbidden = /[\\/:*?"<>|]/

/** A name for a folder, as the person typed it. Throws an AppError of kind `invalid-input` that says what is wrong with it. */
export function folderName(typed: string): string {
  const name = typed.normalize('NFC').trim()
  const says = problemOf(name)
  if (says) throw new AppError('invalid-input', says)
  return name
}

function problemOf(name: string): string | null {
  if (name === '') return 'A folder needs a name.'
  if (name.length > longestName) return `A folder's name has at most ${longestName} characters.`
  if (Buffer.byteLength(name) > mostBytes) return 'This name is too long for a file system.'
  if (forbidden.test(name) || hasControl(name)) return 'A folder\'s name has none of \\ / : * ? " < > |.'
  if (name.startsWith('.') || name.endsWith('.')) return "A folder's name begins and ends with no dot."
  return isReservedName(name) ? 'Windows keeps this name for itself.' : null
}

/** A path inside the library that came from a page, `''` for the library itself. Throws where it could lead elsewhere. */
export function checkedPath(path: string): string {
  for (const name of path === '' ? [] : path.split('/')) {
    if (name.trim() === '' || name.startsWith('.') || name.includes('\\') || hasControl(name))
      throw new AppError('invalid-input', 'There is no such folder in the library.')
  }
  return path
}
