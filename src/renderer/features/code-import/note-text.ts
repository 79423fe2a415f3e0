import type { ImportNote } from '#shared/import/reading'

/** A note with its line in front. */
export const noteText = ({ line, what }: ImportNote) => (line === null ? what : `Line ${line}: ${what}`)
