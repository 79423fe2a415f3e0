import type { ImportNote } from '#shared/import/reading'

/** A note with its line in front; code stands between backticks. */
export const noteWithMarks = ({ line, what }: ImportNote) => (line === null ? what : `Line ${line}: ${what}`)

/** The same where nothing can be set in another letter. */
export const noteText = (note: ImportNote) => noteWithMarks(note).replaceAll('`', '')
