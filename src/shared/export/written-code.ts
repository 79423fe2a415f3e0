import type { CodeNote } from './notes.ts'

/** What a writer makes of a plan. The text ends with a line break. */
export type WrittenCode = { text: string; notes: CodeNote[] }
