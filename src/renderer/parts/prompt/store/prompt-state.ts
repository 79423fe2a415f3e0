import type { AppErrorData } from '#shared/app-error'
import type { LibraryState, PromptEntry } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import type { Host } from '../../../host/host.ts'
import type { PromptEdit } from '../edits/prompt-edits.ts'
import type { Timers } from '../timers.ts'
import type { KeptDrafts } from './json-drafts.ts'
import type { SeenDrafts } from './seen-drafts.ts'
import type { StepState } from './undo-history.ts'

/** What is known of the open prompt and of the library that it is in. */
export type PromptFacts = {
  /** `null` until the first prompt is open. */
  prompt: Prompt | null
  /** The prompt as its file has it; `null` when it has no file. */
  saved: Prompt | null
  /** Tells that state of the file from others; `null` when there is none. */
  version: string | null
  /** The version that the unsaved edits began with. */
  basedOn: string | null
  isSaved: boolean
  /** There are unsaved edits, and the file was changed outside: neither is overwritten until the person chooses. */
  isConflict: boolean
  /** The two are shown beside each other. */
  isResolving: boolean
  canUndo: boolean
  canRedo: boolean
  /** When the core last wrote unsaved edits to disk, and why it could not: cleared by the next success. */
  journalledAt: string | null
  journalError: AppErrorData | null
  entries: PromptEntry[]
  /** What was typed here while another window changed the same prompt, as a prompt of its own; `null` where that never was. */
  apart: { id: string; name: string; from: string } | null
  /** The secret that kept the open prompt from being saved: where it is; `null` where there is none. */
  secretPlaces: readonly string[] | null
  /** The rest of what the core says of the library; `null` until it did. */
  library: Omit<LibraryState, 'entries'> | null
}

/**
 * The file of a prompt as the window knows it: `saved` is what it holds, `version` tells that state from others, and `basedOn` is
 * the version that the edits began with. All `null` where there is no file.
 */
export type KnownFile = { saved: Prompt | null; version: string | null; basedOn: string | null }

export type OpeningCalls = {
  /** Lists the library and opens what was open last; at the first start the opening example, else any, else a new one. */
  start: () => Promise<void>
  open: (id: string) => Promise<void>
  /** Makes `prompt`, or a blank one, in a folder of the library, and opens it. */
  create: (prompt?: Prompt, folder?: string) => Promise<void>
  duplicate: () => Promise<void>
  /** As `settle`, once the prompt that was last asked for is open: what a run must send, and not the one before it. */
  settleOpened: () => Promise<Prompt | null>
}

export type SavingCalls = {
  /** Writes the open prompt to its file in the library. Where that was changed outside, the two are shown instead. */
  save: () => Promise<void>
  resolve: (isResolving: boolean) => void
  /** Takes every secret out of the open prompt, as one step of undo, and saves it. */
  removeSecrets: () => Promise<void>
  leaveSecrets: () => void
  /** Ends a conflict: writes the open prompt over the file. Answers what the file held. */
  keepMine: () => Promise<Prompt | null>
  /** Ends a conflict: the open prompt becomes what the file holds, as one step of undo. */
  takeFile: () => void
  /** Ends a conflict: makes a prompt of the unsaved edits, then takes the file's. Answers the new one. */
  keepBoth: () => Promise<PromptEntry | null>
}

export type LibraryCalls = {
  /** Opens another library in place of this one, in every window. */
  openLibrary: (path: string) => Promise<void>
  /** Moves a prompt into a folder of the library, `''` for the library itself. */
  move: (id: string, folder: string) => Promise<void>
  /** Moves a prompt to the library's trash and opens its neighbour when it was open. */
  remove: (id: string) => Promise<void>
  /** Brings a removed prompt back and opens it, where it is wanted on the screen. */
  restore: (id: string, isWanted?: boolean) => Promise<void>
  /** Follows what happens to the library, and to the open prompt in other windows, until the core is gone; rejects then. */
  follow: () => Promise<void>
}

export type EditingCalls = {
  /** Changes the open prompt. Edits with the same `group` (the name of a field) that follow each other are one undo step. */
  edit: (change: PromptEdit, group?: string) => void
  rename: (name: string) => void
  undo: () => void
  redo: () => void
  /** Tells from now on what became of the step that was made last. */
  lastStep: () => () => StepState
  /** What the core knows this very state of a prompt by, so that it need not be sent; `null` where it may not have it. */
  heldAs: (prompt: Prompt) => string | null
  /** Brings in what editors still hold back, and returns the prompt as the user sees it. */
  settle: () => Prompt | null
  /** Writes unsaved edits now. Rejects when they could not be written; they are kept and tried again. */
  flush: () => Promise<void>
  /** Registers an editor that delivers what was typed a moment later; returns how to unregister it. */
  addDraft: (deliver: () => void) => () => void
  /** What was typed as JSON into a prompt and is no good yet. It is journalled beside the prompt. */
  jsonDrafts: (promptId: string) => KeptDrafts
}

/** The open prompt and the library that it is in. Calls on the core reject with an AppError; nothing typed is lost then. */
export type PromptState = PromptFacts & OpeningCalls & EditingCalls & SavingCalls & LibraryCalls

export type PromptStoreDeps = Timers & { newId: () => string }

/** What the parts of the store stand on. */
export type StoreGround = {
  host: Host
  deps: PromptStoreDeps
  get: () => PromptState
  set: (change: Partial<PromptFacts>) => void
  seen: SeenDrafts
}
