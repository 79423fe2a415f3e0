// What views know of a library, its prompts and their snapshots.
import type { AppErrorData } from '../app-error.ts'
import type { JsonDrafts } from '../prompt/json-drafts.ts'
import type { Prompt } from '../prompt/prompt.ts'

/**
 * A prompt as the navigator lists it. `file`: its path in the library's folder, empty where it has none; `version`: what tells one
 * state of that file from another. `hasUnsavedEdits`: the journal holds more than the file.
 */
export type PromptEntry = {
  id: string
  name: string
  file: string
  savedAt: string | null
  version: string | null
  hasUnsavedEdits: boolean
}

/** A prompt in the trash. `folder`: where in the library its file lay; `removedAt`: when it was removed, an ISO moment. */
export type RemovedPrompt = { id: string; name: string; folder: string; removedAt: string }

/**
 * What is told before prompts of the trash are deleted for good. `snapshots`: how many of theirs go with them. `files`: the stored files
 * that they name, which stay, since others may name them: `name` is what each was called, `file` its path in the library's folder.
 */
export type EraseFacts = { snapshots: number; files: { name: string; file: string; bytes: number }[] }

/**
 * `prompt` is the newest state, from the journal where there is one; `saved` is the file's, `'same'` where there are no unsaved edits,
 * so that a long one goes over the wire once, and `null` when there is no file (`savedIn` has it in full). `basedOn`:
 * the version of the file that was edited; where the file has another one now, it was changed outside meanwhile. `draft`: tells this
 * state of the unsaved edits from others, `null` where there are none.
 */
export type OpenPrompt = {
  prompt: Prompt
  saved: Prompt | 'same' | null
  basedOn: string | null
  draft: string | null
  entry: PromptEntry
  /** Left out where there are none. */
  drafts?: JsonDrafts
}

/** What the file of a prompt holds; `null` when there is none. */
export function savedIn({ prompt, saved }: Pick<OpenPrompt, 'prompt' | 'saved'>): Prompt | null {
  return saved === 'same' ? prompt : saved
}

/** The unsaved edits of a prompt are others now, or none. `writer`: the window that wrote them, `null` where it did not say. */
export type DraftChange = { id: string; writer: string | null }

/** `error`: why the folder could not be looked through; what is listed then is what was there before. */
export type LibraryContentsState = {
  folder: string
  entries: PromptEntry[]
  /** Folders inside it, with `/` between their parts. */
  folders: string[]
  /** Files that are not listed; `why` goes on after "it is not listed: ". */
  problems: { file: string; why: string }[]
  error: AppErrorData | null
}

/**
 * The open library among those on hand. `isOwn`: it is Antiphon's own; `others`: the folders of the others; `canChoose`: the
 * system has a dialog for folders, else their paths are typed.
 */
export type LibraryState = LibraryContentsState & { isOwn: boolean; others: string[]; canChoose: boolean }

/** A named state of a prompt, kept beside it. */
export type SnapshotEntry = { id: string; name: string; takenAt: string }
export type Snapshot = SnapshotEntry & { prompt: Prompt }

/**
 * Where a text was found: the part of the prompt in words and as rules name it (`messages.2`), the line in it from 1 on, and that
 * line around the match.
 */
export type LibraryHit = {
  id: string
  where: string
  field: string
  line: number
  before: string
  match: string
  after: string
}
