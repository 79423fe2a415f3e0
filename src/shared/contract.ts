import { z } from 'zod'
import { type Connection, connectionInput } from './connections/connection.ts'
import { type KeyKeepingOption, type KeySearchEvent, type KeyStatus, keyInput } from './connections/key.ts'
import { type AttachmentSource, attachmentTypes } from './files/attachment.ts'
import { mostAttachmentBytes } from './files/attachment-limits.ts'
import { longestPaste } from './import/paste-limit.ts'
import type { CodeReading } from './import/reading.ts'
import {
  type BundleContents,
  type BundleImport,
  type BundlePart,
  bundleLimitBytes,
  mostRunsOffered,
} from './library/bundle.ts'
import type {
  DraftChange,
  LibraryHit,
  LibraryState,
  OpenPrompt,
  PromptEntry,
  Snapshot,
  SnapshotEntry,
} from './library/library.ts'
import type { ModelInfo } from './models/models.ts'
import { ownPricesSchema } from './models/price-schema.ts'
import type { NewPreset, Preset } from './presets/preset.ts'
import { mostPresetsInFile } from './presets/preset-file.ts'
import { newPresetSchema, presetSchema } from './presets/preset-schema.ts'
import { jsonDraftsSchema } from './prompt/json-drafts.ts'
import type { Prompt } from './prompt/prompt.ts'
import { jsonValue, promptSchema } from './prompt/prompt-schema.ts'
import type { UndoSteps } from './prompt/undo-steps.ts'
import {
  type ExportEvent,
  type ImportEvent,
  longestNote,
  type RunFacets,
  type RunHits,
  type RunRow,
  type UsageDay,
} from './runs/history.ts'
import type { RateLimits } from './runs/rate-limits.ts'
import { isUrgentRunEvent, mergeRunEvents, type Run, type RunEvent } from './runs/run.ts'
import type { WireAttempt, WireEventPage, WireText } from './runs/wire.ts'
import type { SchemaProblem } from './schema-problem.ts'
import { type ViewSettings, viewSettings } from './settings.ts'

const nothing = z.object({})
const id = z.string().min(1).max(100)
const attempt = z.number().int().min(1).max(1_000)
const place = z.number().int().min(0)
const moment = z.iso.datetime()
const runFilter = z.object({
  model: z.string().max(500).optional(),
  state: z.enum(['running', 'completed', 'stopped', 'truncated', 'failed']).optional(),
  stopReason: z.string().max(500).optional(),
  promptId: z.string().max(500).optional(),
  isStarred: z.boolean().optional(),
  from: moment.optional(),
  until: moment.optional(),
})
const runIds = z.array(id).min(1).max(1_000)
const runChoice = z.union([z.object({ ids: runIds }), z.object({ filter: runFilter })])
const version = z.string().max(100).nullable().optional()
/** `writer`: a name that the window gave itself; `over`: the unsaved edits that it knows (`OpenPrompt.draft`), left out where any may go. */
const draftWriter = { writer: z.string().max(100).optional(), over: version }
/** The bytes of a bundle, in base64. */
const bundle = z.object({ data: z.string().max(Math.ceil(bundleLimitBytes / 3) * 4) })
const bundleKeys = z.array(z.string().max(200)).max(mostPresetsInFile * 2 + mostRunsOffered + 1_000)
const undoChange = z.object({ from: place.nullable(), steps: z.array(z.string()), at: place })

/** What each call takes: one JSON object, checked at the core's door, because a page is not trusted. */
export const inputs = {
  'app.info': nothing,
  'app.openLink': z.object({ url: z.string().max(10_000) }),
  'app.notices': nothing,
  'app.dismissNotice': z.object({ id }),
  'settings.get': nothing,
  'settings.set': viewSettings.partial(),
  'models.list': nothing,
  'models.watch': nothing,
  'models.refresh': nothing,
  /** `prices: null` goes back to the list prices. */
  'models.setPrices': z.object({ modelId: z.string().min(1).max(200), prices: ownPricesSchema.nullable() }),
  'connections.list': nothing,
  /** `consentedHost`: the host the user agreed to, for an address that is neither https nor this computer. */
  'connections.save': connectionInput.extend({ consentedHost: z.string().max(500).nullable() }),
  'connections.remove': z.object({ id }),
  'connections.activate': z.object({ id }),
  'connections.rateLimits': z.object({ id }),
  'keys.set': keyInput,
  'keys.remove': z.object({ connectionId: id }),
  'keys.test': z.object({ connectionId: id }),
  'keys.prove': z.object({ connectionId: id }),
  'prompts.list': nothing,
  'prompts.open': z.object({ id }),
  /** `folder`: of the library, with `/` between its parts; left out, the library itself. */
  'prompts.create': z.object({ prompt: promptSchema, folder: z.string().max(1_000).optional() }),
  /** `basedOn`: the version of the file that was edited, `null` for none; left out, the file as it is now. `undo`: how to undo what led to this state, as far as that has changed since the last call. `drafts`: all of them; left out where none has changed. */
  'prompts.journal': z.object({
    prompt: promptSchema,
    basedOn: version,
    ...draftWriter,
    undo: undoChange.optional(),
    drafts: jsonDraftsSchema.optional(),
  }),
  'prompts.watch': nothing,
  'prompts.undoSteps': z.object({ id }),
  /** `basedOn`: the version of the file that may be overwritten, `null` for none; left out, any. */
  'prompts.save': z.object({ prompt: promptSchema, basedOn: version, ...draftWriter }),
  'prompts.remove': z.object({ id }),
  'prompts.restore': z.object({ id }),
  /** Moves the file into another folder of the library. */
  'prompts.move': z.object({ id, folder: z.string().max(1_000) }),
  'prompts.removeSecrets': z.object({ prompt: promptSchema }),
  'snapshots.list': z.object({ promptId: id }),
  'snapshots.get': z.object({ promptId: id, id }),
  'snapshots.take': z.object({ prompt: promptSchema, name: z.string().max(500) }),
  'snapshots.rename': z.object({ promptId: id, id, name: z.string().max(500) }),
  'snapshots.remove': z.object({ promptId: id, id }),
  'snapshots.restore': z.object({
    snapshot: z.object({ id, name: z.string().max(500), takenAt: z.iso.datetime(), prompt: promptSchema }),
  }),
  'library.watch': nothing,
  'library.choose': nothing,
  'library.open': z.object({ path: z.string().max(10_000) }),
  'library.forget': z.object({ path: z.string().max(10_000) }),
  'library.search': z.object({ text: z.string().max(10_000) }),
  /** `parent`: `''` for the library itself. */
  'library.createFolder': z.object({ parent: z.string().max(1_000), name: z.string().max(1_000) }),
  'library.renameFolder': z.object({ path: z.string().max(1_000), name: z.string().max(1_000) }),
  'library.removeFolder': z.object({ path: z.string().max(1_000) }),
  /** `name`: as the file is called, whatever it says; `data`: its bytes in base64. */
  'attachments.add': z.object({
    name: z.string().max(10_000),
    data: z.string().max(Math.ceil(mostAttachmentBytes / 3) * 4),
  }),
  'attachments.image': z.object({
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    media_type: z.enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp']),
    name: z.string().max(10_000),
  }),
  /** `fileName`: as the file is called, where the text is one's. */
  'code.read': z.object({ text: z.string().max(longestPaste), fileName: z.string().max(1_000).nullable() }),
  'attachments.data': z.object({
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    media_type: z.enum(attachmentTypes),
    name: z.string().max(10_000),
  }),
  'presets.list': nothing,
  'presets.get': z.object({ id }),
  /** `index`: the place in the list where the first one goes. */
  'presets.add': z.object({ presets: z.array(newPresetSchema).min(1).max(mostPresetsInFile), index: place }),
  'presets.update': z.object({ preset: presetSchema }),
  'presets.remove': z.object({ id }),
  'presets.restore': z.object({ preset: presetSchema, index: place }),
  /** `index`: the new place, counted once it was taken out. */
  'presets.move': z.object({ id, index: place }),
  'presets.addBuiltIn': nothing,
  'presets.readFile': z.object({ text: z.string() }),
  'bundles.offer': z.object({ prompt: promptSchema, withAddresses: z.boolean() }),
  /** `keys`: the parts that go along with the prompt; `agreed`: those whose secrets may. */
  'bundles.pack': z.object({
    prompt: promptSchema,
    withAddresses: z.boolean(),
    keys: bundleKeys,
    agreed: bundleKeys,
  }),
  'bundles.read': bundle,
  'bundles.import': bundle,
  'tokens.count': z.object({ prompt: promptSchema }),
  'schemas.check': z.object({ schema: z.record(z.string(), jsonValue) }),
  'runs.start': z.object({ prompt: promptSchema }),
  /** `before`: the id of the oldest run already shown; the next page begins after it. */
  'runs.list': z.object({
    before: id.nullable(),
    limit: z.number().int().min(1).max(200),
    filter: runFilter.optional(),
  }),
  'runs.get': z.object({ id }),
  'runs.prompt': z.object({ id }),
  'runs.wire': z.object({ id }),
  'runs.wireText': z.object({
    id,
    attempt,
    part: z.enum(['request', 'response']),
    offset: z.number().int().min(0),
    limit: z.number().int().min(1).max(1_000_000),
  }),
  /** `attempt`: `null` asks for the last one. `after`: how many events to leave out. */
  'runs.events': z.object({
    id,
    attempt: attempt.nullable(),
    after: z.number().int().min(0),
    limit: z.number().int().min(1).max(2_000),
  }),
  'runs.curl': z.object({ id, attempt }),
  'runs.retryNow': z.object({ id }),
  'runs.waitAsked': z.object({ id }),
  /** `after`: the `next` of the page before. Nothing in `text` is an operator. */
  'history.search': z.object({
    text: z.string(),
    filter: runFilter,
    order: z.enum(['newest', 'best']),
    after: id.nullable(),
    limit: z.number().int().min(1).max(200),
  }),
  'history.facets': nothing,
  'history.star': z.object({ ids: runIds, isStarred: z.boolean() }),
  'history.note': z.object({ id, note: z.string().max(longestNote) }),
  'history.count': z.object({ choice: runChoice }),
  'history.copies': nothing,
  'history.remove': z.object({ choice: runChoice }),
  /** `withWire`: with headers, bodies and events of every try, for a file that streams can be replayed from. */
  'history.export': z.object({ choice: runChoice, format: z.enum(['jsonl', 'csv']), withWire: z.boolean() }),
  /** A piece of a file that was written for the page. */
  'history.exportPart': z.object({ download: z.uuid(), offset: place }),
  'history.exportDone': z.object({ download: z.uuid() }),
  /** A piece of a file that is to be imported; `data` is base64, `upload` names the file and is new for each. */
  'history.importPart': z.object({ upload: z.uuid(), offset: place, data: z.string().max(1_500_000) }),
  'history.import': z.object({ upload: z.uuid() }),
  'history.usage': z.object({ from: moment, until: moment }),
  'simulator.info': nothing,
  'simulator.setScenario': z.object({ scenario: z.string().max(500).nullable() }),
} satisfies Record<string, z.ZodType>

/** What each call answers: once (`Promise`), or as a stream of events (`AsyncIterable`). */
export type Answers = {
  'app.info': Promise<AppInfo>
  'app.openLink': Promise<null>
  /** What happened to the person's files, as it becomes known. Ends when the window leaves. */
  'app.notices': AsyncIterable<AppNotice>
  'app.dismissNotice': Promise<null>
  'settings.get': Promise<ViewSettings>
  'settings.set': Promise<ViewSettings>
  'models.list': Promise<ModelList>
  /** The list as it is, then every later state of it: another connection, an answer of the server, other prices. */
  'models.watch': AsyncIterable<ModelList>
  /** Asks the server now. Does not reject where it fails: the list that was there stays, with the problem. */
  'models.refresh': Promise<ModelList>
  'models.setPrices': Promise<ModelList>
  'connections.list': Promise<ConnectionList>
  'connections.save': Promise<ConnectionStatus>
  'connections.remove': Promise<null>
  'connections.activate': Promise<null>
  /** As the latest response to a run told them; `null` where none did since Antiphon started. */
  'connections.rateLimits': Promise<RateLimits | null>
  'keys.set': Promise<KeyStatus>
  'keys.remove': Promise<KeyStatus>
  /** Resolves when the server took the key; otherwise rejects with what it said. */
  'keys.test': Promise<{ message: string }>
  /** Looks for the key through every file of the data folder. */
  'keys.prove': AsyncIterable<KeySearchEvent>
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
  'prompts.restore': Promise<PromptEntry>
  'prompts.move': Promise<PromptEntry>
  /** The prompt with every secret in it replaced; nothing is written. */
  'prompts.removeSecrets': Promise<Prompt>
  /** Has the person choose a folder in the system's dialog; `null` where they did not, or there is none. */
  'library.choose': Promise<{ path: string | null }>
  /** Opens another library, for every window. */
  'library.open': Promise<null>
  /** Lists a folder no more; nothing in it is touched. */
  'library.forget': Promise<null>
  /** Looks through names and contents, unsaved edits included. */
  'library.search': Promise<{ hits: LibraryHit[]; isCut: boolean }>
  /** Those that make a folder answer its path. */
  'library.createFolder': Promise<{ path: string }>
  'library.renameFolder': Promise<{ path: string }>
  'library.removeFolder': Promise<null>
  /** The named states of a prompt, the newest first; those that change the list answer the new one. */
  'snapshots.list': Promise<SnapshotEntry[]>
  'snapshots.get': Promise<Snapshot>
  'snapshots.take': Promise<SnapshotEntry[]>
  'snapshots.rename': Promise<SnapshotEntry[]>
  /** What was removed: what `snapshots.restore` takes. */
  'snapshots.remove': Promise<Snapshot>
  'snapshots.restore': Promise<SnapshotEntry[]>
  /** What is in the library, then every later state of it, whoever changed it. Ends when the window leaves. */
  'library.watch': AsyncIterable<LibraryState>
  /** Keeps a file beside the library, once; rejects with a sentence where it is none that the API takes. */
  'attachments.add': Promise<AttachmentSource>
  /** A stored picture, in base64, for showing it. */
  'attachments.image': Promise<{ data: string }>
  /** Reads the requests out of something that was pasted, and changes nothing. What it cannot read it says in the notes. */
  'code.read': Promise<CodeReading>
  /** A stored file as a request holds it: base64, or the text of a plain text. */
  'attachments.data': Promise<{ data: string }>
  'presets.list': Promise<PresetEntry[]>
  'presets.get': Promise<Preset>
  /** Those that change the list answer the new one. */
  'presets.add': Promise<PresetEntry[]>
  'presets.update': Promise<PresetEntry[]>
  /** What was removed, and from which place: what `presets.restore` takes. */
  'presets.remove': Promise<{ preset: Preset; index: number; entries: PresetEntry[] }>
  'presets.restore': Promise<PresetEntry[]>
  'presets.move': Promise<PresetEntry[]>
  /** Adds those of the built-in ones that are not there any more. */
  'presets.addBuiltIn': Promise<PresetEntry[]>
  /** Reads a file that somebody made, and changes nothing. Rejects with a sentence where it is no good. */
  'presets.readFile': Promise<PresetFile>
  /** Everything that can be shared of a prompt, its presets and its newest runs; the prompt itself comes first. */
  'bundles.offer': Promise<BundlePart[]>
  /** The text of a bundle. Rejects with a sentence where it would hold a secret that was not agreed to. */
  'bundles.pack': Promise<{ fileName: string; text: string }>
  /** What is in a bundle that somebody made, and what would become of it. Changes nothing. */
  'bundles.read': Promise<BundleContents>
  /** Takes over everything that is not here yet, or nothing. */
  'bundles.import': Promise<BundleImport>
  'tokens.count': Promise<TokenCount>
  /** What of a JSON Schema breaks the rules of JSON Schema itself (draft 2020-12); what the API asks beyond them the rules know. */
  'schemas.check': Promise<SchemaProblem[]>
  /** One run, from its row in the database to its end. Leaving the stream stops the run and keeps what came. */
  'runs.start': AsyncIterable<RunEvent>
  'runs.list': Promise<{ runs: RunRow[]; hasMore: boolean }>
  'runs.get': Promise<Run>
  /** What a run was made from, variables unfilled; `null` for runs that are older than this record. */
  'runs.prompt': Promise<Prompt | null>
  /** The HTTP tries of a run, without bodies; empty where nothing was kept. */
  'runs.wire': Promise<WireAttempt[]>
  /** A part of a body, as text. */
  'runs.wireText': Promise<WireText>
  /** The server-sent events of a try; of one that goes on, as far as it has come. */
  'runs.events': Promise<WireEventPage>
  /** The request of a try as a command for a shell, which reads the key from the environment. */
  'runs.curl': Promise<{ text: string }>
  /** Ends the pause before the next try of a run; does nothing where there is none. */
  'runs.retryNow': Promise<null>
  /** Makes that pause as long as the server asked, where that is longer than Antiphon waits by itself. */
  'runs.waitAsked': Promise<null>
  'history.search': Promise<RunHits>
  'history.facets': Promise<RunFacets>
  'history.star': Promise<null>
  'history.note': Promise<null>
  'history.count': Promise<number>
  /** Files in which older states of the history are kept: before an update, or damaged. Runs that are deleted stay in them. */
  'history.copies': Promise<{ folder: string; names: string[] }>
  /** Removes runs that have ended, for good. Leaving the stream stops it; what is gone by then is gone. */
  'history.remove': AsyncIterable<{ removed: number; total: number }>
  /** Writes runs to a file: where the person says in the system's dialog, else for the page to take over. None is left half. */
  'history.export': AsyncIterable<ExportEvent>
  /** Its bytes in base64; none at the end. */
  'history.exportPart': Promise<{ data: string }>
  /** The page has the whole file, or wants it no more. */
  'history.exportDone': Promise<null>
  'history.importPart': Promise<null>
  /** Checks a whole file (JSON lines, or an Antiphon database), then takes over the runs that are not here yet. */
  'history.import': AsyncIterable<ImportEvent>
  'history.usage': Promise<UsageDay[]>
  'simulator.info': Promise<SimulatorInfo>
  'simulator.setScenario': Promise<SimulatorInfo>
}

/** What a view may know about the host that it runs in. A view asks `can`, it never compares platform names. */
export type AppInfo = {
  version: string
  host: 'desktop' | 'browser'
  can: { openLinks: boolean }
  dataFolder: string
  libraryFolder: string
  logFile: string
  keyKeeping: KeyKeepingOption[]
}

/** What the person should know: in words, and where it is about a damaged file the path under which that is kept. */
export type AppNotice = { id: string; message: string; path: string | null }

/**
 * The models of the connection in use. `live` says how they came: `unknown` while the server has not been asked, `not-available`
 * where it has no list; `problem` is why the last question failed.
 */
export type ModelList = {
  models: ModelInfo[]
  live: {
    connectionId: string
    state: 'unknown' | 'listed' | 'not-available'
    listedAt: string | null
    problem: string | null
  }
}

export type ConnectionStatus = Connection & { key: KeyStatus }
export type ConnectionList = { connections: ConnectionStatus[]; activeId: string }

/** A preset as the navigator lists it; `holds` names its parts, such as `Model`. */
export type PresetEntry = { id: string; name: string; holds: string[] }

/** What a preset file holds; `notes` says, in words, what of it was left out. */
export type PresetFile = { presets: NewPreset[]; notes: string[] }

/** `exact` comes from the server's count_tokens; `estimate` says in `reason` why it is only one. */
export type TokenCount = { inputTokens: number; kind: 'exact' | 'estimate'; reason: string | null }

export type ScenarioParameter = {
  name: string
  title: string
  default: string | number
  unit?: string
  kind: 'number' | 'string' | 'choice'
  choices?: string[]
}
export type ScenarioInfo = { name: string; title: string; explanation: string; parameters: ScenarioParameter[] }
export type SimulatorInfo = { url: string; scenarios: ScenarioInfo[]; scenario: string | null }

export type CallName = keyof Answers
export type Input<Name extends CallName> = z.input<(typeof inputs)[Name]>
export type CheckedInput<Name extends CallName> = z.output<(typeof inputs)[Name]>
/** The calls that answer once, and the ones that answer as a stream. */
export type OnceName = { [Name in CallName]: Answers[Name] extends Promise<unknown> ? Name : never }[CallName]
export type StreamName = Exclude<CallName, OnceName>
export type Answer<Name extends OnceName> = Awaited<Answers[Name]>
export type EventOf<Name extends StreamName> = Answers[Name] extends AsyncIterable<infer Event> ? Event : never

/** How the events of a stream may be joined on their way to a window, and which must not wait for the next frame. */
export type StreamRules<Event> = {
  merge: (earlier: Event, later: Event) => Event | null
  isUrgent: (event: Event) => boolean
}
const mergeProgress = <Event extends { type: string }>(earlier: Event, later: Event): Event | null =>
  earlier.type === 'progress' && later.type === 'progress' ? later : null

export const streams: { [Name in StreamName]: StreamRules<EventOf<Name>> } = {
  'app.notices': { merge: () => null, isUrgent: () => true },
  'prompts.watch': {
    merge: (earlier, later) => (earlier.id === later.id && earlier.writer === later.writer ? later : null),
    isUrgent: () => true,
  },
  'library.watch': { merge: (_earlier, later) => later, isUrgent: () => true },
  'models.watch': { merge: (_earlier, later) => later, isUrgent: () => true },
  'history.export': { merge: mergeProgress, isUrgent: ({ type }) => type === 'end' },
  'history.import': { merge: mergeProgress, isUrgent: ({ type }) => type === 'end' },
  'history.remove': { merge: (_earlier, later) => later, isUrgent: () => false },
  'runs.start': { merge: mergeRunEvents, isUrgent: isUrgentRunEvent },
  'keys.prove': {
    merge: (earlier, later) => (earlier.type === 'progress' && later.type === 'progress' ? later : null),
    isUrgent: ({ type }) => type === 'end',
  },
}
