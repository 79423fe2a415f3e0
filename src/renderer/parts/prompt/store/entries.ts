import type { PromptEntry } from '#shared/library/library'

/** The list with this entry in place of the one of the same prompt, or at its end. */
export function withEntry(entries: PromptEntry[], entry: PromptEntry): PromptEntry[] {
  const index = entries.findIndex(({ id }) => id === entry.id)
  return index < 0 ? [...entries, entry] : entries.with(index, entry)
}

/** The folder of the library that a prompt is in, `''` for the library itself and for a prompt without a file. */
export function folderOf(entries: readonly PromptEntry[], id: string): string {
  const file = entries.find((entry) => entry.id === id)?.file ?? ''
  return file.slice(0, Math.max(0, file.lastIndexOf('/')))
}
