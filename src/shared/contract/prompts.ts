// Calls on prompts and their snapshots, and the checks of one prompt that take more than the window has.
import { z } from 'zod'
import type {
  DraftChange,
  EraseFacts,
  OpenPrompt,
  PromptEntry,
  RemovedPrompt,
  Snapshot,
  SnapshotEntry,
} from '../library/library.ts'
import { jsonDraftsSchema } from '../prompt/json-drafts.ts'
import type { Prompt } from '../prompt/prompt.ts'
import { jsonValue, promptSchema } from '../prompt/prompt-schema.ts'
import type { UndoSteps } from '../prompt/undo-steps.ts'
import type { SchemaProblem } from '../schema-problem.ts'
import { folder, id, moment, name, nothing, place } from './fields.ts'
import type { StreamsOf } from './streams.ts'

const version = z.string().max(100).nullable().optional()
/** `writer`: a name that the window gave itself; `over`: the unsaved edits that it knows (`OpenPrompt.draft`), left out where any may go. */
const draftWriter = { writer: z.string().max(100).optional(), over: version }
const promptIds = z.array(id).max(100_000)
const undoChange = z.object({ from: place.nullable(), steps: z.array(z.string()), at: place })

export const promptInputs = {
  'prompts.list': nothing,
  'prompts.open': z.object({ id }),
  /** `folder`: left out, the library itself. */
  'prompts.create': z.object({ prompt: promptSchema, folder: folder.optional() }),
  /** `basedOn`: the version of the file that was edited, `null` for none; left out, the file as it is now. `undo`: how to undo what led to this state, as far as that has changed since the last call. `drafts`: all of them; left out where none has changed. `draftsOver`: what the window knew of the core's; left out, they are replaced. */
  'prompts.journal': z.object({
    prompt: promptSchema,
    basedOn: version,
    ...draftWriter,
    undo: undoChange.optional(),
    drafts: jsonDraftsSchema.optional(),
    draftsOver: jsonDraftsSchema.optional(),
  }),
  'prompts.watch': nothing,
  'prompts.undoSteps': z.object({ id }),
  /** `basedOn`: the version of the file that may be overwritten, `null` for none; left out, any. */
  'prompts.save': z.object({ prompt: promptSchema, basedOn: version, ...draftWriter }),
  'prompts.remove': z.object({ id }),
  'prompts.removed': nothing,
  'prompts.restore': z.object({ id }),
  'prompts.eraseFacts': z.object({ ids: promptIds }),
  'prompts.erase': z.object({ ids: promptIds }),
  /** Moves the file into another folder of the library. */
  'prompts.move': z.object({ id, folder }),
  'prompts.removeSecrets': z.object({ prompt: promptSchema }),
  'snapshots.list': z.object({ promptId: id }),
  'snapshots.get': z.object({ promptId: id, id }),
  'snapshots.take': z.object({ prompt: promptSchema, name }),
  'snapshots.rename': z.object({ promptId: id, id, name }),
  'snapshots.remove': z.object({ promptId: id, id }),
  'snapshots.restore': z.object({ snapshot: z.object({ id, name, takenAt: moment, prompt: promptSchema }) }),
  'tokens.count': z.object({ prompt: promptSchema }),
  /** `state`: `draft` of what was opened or journalled, or the version of its file where there are no unsaved edits. */
  'tokens.countHeld': z.object({ id, state: z.string().max(100) }),
  'schemas.check': z.object({ schema: z.record(z.string(), jsonValue) }),
}

export type PromptAnswers = {
  'prompts.list': Promise<PromptEntry[]>
  'prompts.open': Promise<OpenPrompt>
  'prompts.create': Promise<OpenPrompt>
  /** `isUndoKept`: whether `undo` is on the disk, too; it never keeps the prompt from being written. `draft`: as in `OpenPrompt`. Rejects with a `conflict` where another window wrote what this one has not seen: nothing is written then. */
  'prompts.journal': Promise<{ journalledAt: string; isUndoKept: boolean; draft: string | null }>
  /** What is typed in any window, once it is written. */
  'prompts.watch': AsyncIterable<DraftChange>
  /** What leads back from the newest state of a prompt, and forward again; `null` where nothing was kept for it. */
  'prompts.undoSteps': Promise<UndoSteps | null>
  /** Rejects with a `secret` where the prompt holds one, and with a `conflict` where the file was changed outside, or where there are unsaved edits of another window (`facts.isDraft`): they are left as they are. */
  'prompts.save': Promise<PromptEntry>
  /** Moves the file to the library's trash; `prompts.restore` brings it back. */
  'prompts.remove': Promise<null>
  /** What is in the library's trash, the one that was removed last first. */
  'prompts.removed': Promise<RemovedPrompt[]>
  'prompts.restore': Promise<PromptEntry>
  /** What would go with these prompts of the trash, and what would stay. */
  'prompts.eraseFacts': Promise<EraseFacts>
  /**
   * Deletes prompts of the trash for good, with their snapshots, what can be undone in them, and JSON that is no good yet. Of one that
   * is in the library again only what is in the trash goes. Answers what is left in the trash.
   */
  'prompts.erase': Promise<RemovedPrompt[]>
  'prompts.move': Promise<PromptEntry>
  /** The prompt with every secret in it replaced; nothing is written. */
  'prompts.removeSecrets': Promise<Prompt>
  /** The named states of a prompt, the newest first; those that change the list answer the new one. */
  'snapshots.list': Promise<SnapshotEntry[]>
  'snapshots.get': Promise<Snapshot>
  'snapshots.take': Promise<SnapshotEntry[]>
  'snapshots.rename': Promise<SnapshotEntry[]>
  /** What was removed: what `snapshots.restore` takes. */
  'snapshots.remove': Promise<Snapshot>
  'snapshots.restore': Promise<SnapshotEntry[]>
  'tokens.count': Promise<TokenCount>
  /** The same of the prompt that the core handed out, or was given, last; `null` where that is another one: then it has to be sent. */
  'tokens.countHeld': Promise<TokenCount | null>
  /** What of a JSON Schema breaks the rules of JSON Schema itself (draft 2020-12); what the API asks beyond them the rules know. */
  'schemas.check': Promise<SchemaProblem[]>
}

export const promptStreams: StreamsOf<PromptAnswers> = {
  'prompts.watch': {
    merge: (earlier, later) => (earlier.id === later.id && earlier.writer === later.writer ? later : null),
    isUrgent: () => true,
  },
}

/** `exact` comes from the server's count_tokens; `estimate` says in `reason` why it is only one. */
export type TokenCount = { inputTokens: number; kind: 'exact' | 'estimate'; reason: string | null }
