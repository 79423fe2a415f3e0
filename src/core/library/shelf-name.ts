import { createHash } from 'node:crypto'
import { isReservedName } from '#shared/files/reserved-name'

/**
 * The file name for the id of a prompt, another one for every id on every disk. An id comes from a page or a file: what is no plain
 * word becomes a hash, and so can lead nowhere.
 */
export function shelfName(id: string): string {
  // Some disks take letters of either case for one, and Windows some words for devices.
  if (/^[a-z\d_-]{1,100}$/.test(id) && !isReservedName(id)) return `${id}.json`
  return `id-${createHash('sha256').update(id).digest('hex')}.json`
}
