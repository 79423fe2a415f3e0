import { createHash } from 'node:crypto'

/** The file name for the id of a prompt. An id comes from a page: what is no plain word becomes a hash, and so can lead nowhere. */
export function shelfName(id: string): string {
  if (/^[\w-]{1,100}$/.test(id)) return `${id}.json`
  return `id-${createHash('sha256').update(id).digest('hex')}.json`
}
