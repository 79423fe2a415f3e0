// A prompt as it is listed and opened, out of its file and its unsaved edits.
import { AppError } from '#shared/app-error'
import type { OpenPrompt, PromptEntry } from '#shared/library/library'
import type { JournalEntry } from './journal.ts'
import type { LibraryFile } from './library-reader.ts'
import { fingerprint, isSamePrompt } from './prompt-file.ts'

/** What there is of a prompt: its file, and its edits where they differ from it. */
export type Found = { saved: LibraryFile | null; unsaved: JournalEntry | null }

/** Every prompt that has a file or unsaved edits, by name. */
export function listEntries(saved: LibraryFile[], journalled: JournalEntry[]): PromptEntry[] {
  const unsaved = new Map(journalled.map((entry) => [entry.prompt.id, entry]))
  const entries = saved.map((file) => {
    const edits = unsaved.get(file.prompt.id) ?? null
    unsaved.delete(file.prompt.id)
    return toEntry({ saved: file, unsaved: edits && isSamePrompt(edits.prompt, file.prompt) ? null : edits })
  })
  for (const edits of unsaved.values()) entries.push(toEntry({ saved: null, unsaved: edits }))
  return entries.sort((one, other) => byName.compare(one.name, other.name) || (one.id < other.id ? -1 : 1))
}

const byName = new Intl.Collator('en', { numeric: true })

/** What a window gets that opens a prompt. Throws where there is neither file nor edits. */
export function toOpenPrompt({ saved, unsaved }: Found, id: string): OpenPrompt {
  const prompt = unsaved?.prompt ?? saved?.prompt
  if (!prompt) throw gone(id)
  const basedOn = unsaved ? unsaved.basedOn : (saved?.version ?? null)
  return {
    prompt,
    saved: saved && (unsaved ? saved.prompt : 'same'),
    basedOn,
    draft: unsaved && fingerprint(unsaved.prompt),
    entry: toEntry({ saved, unsaved }),
  }
}

/** At least one of the two is there. */
export function toEntry({ saved, unsaved }: Found): PromptEntry {
  const prompt = unsaved?.prompt ?? saved?.prompt
  return {
    id: prompt?.id ?? '',
    name: prompt?.name ?? '',
    file: saved?.file ?? '',
    savedAt: saved?.savedAt.toISOString() ?? null,
    hasUnsavedEdits: unsaved !== null,
    version: saved?.version ?? null,
  }
}

/** The error where there is nothing of a prompt. */
export function gone(id: string): AppError {
  return new AppError('not-found', 'This prompt is gone. It may have been removed or moved outside Antiphon.', { id })
}
