import { createStore, type StoreApi } from 'zustand/vanilla'
import { AppError, type AppErrorData, toErrorData } from '#shared/app-error'
import type { LibraryState, OpenPrompt, PromptEntry } from '#shared/contract'
import { examplePrompts } from '#shared/examples'
import type { Prompt } from '#shared/prompt'
import type { Host } from '../../host/host.ts'
import { blankPrompt } from './blank-prompt.ts'
import { createJournal } from './journal.ts'
import { createDraftKeeper, type KeptDrafts } from './json-drafts.ts'
import { asKept, asUnkept, changeToKeep, joinKept } from './kept-undo.ts'
import { createOutsideChanges, type KnownFile } from './outside-changes.ts'
import { apply, diff } from './patch.ts'
import { type PromptEdit, renamePrompt } from './prompt-edits.ts'
import { realTimers, type Timers } from './timers.ts'
import {
  canRedo,
  canUndo,
  newHistory,
  record,
  redo,
  type StepState,
  stepState,
  type UndoHistory,
  undo,
} from './undo-history.ts'

/** The open prompt and the library that it is in. Calls on the core reject with an AppError; nothing typed is lost then. */
export type PromptState = {
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
  /** The secret that kept the open prompt from being saved: where it is; `null` where there is none. */
  secretPlaces: readonly string[] | null
  /** The rest of what the core says of the library; `null` until it did. */
  library: Omit<LibraryState, 'entries'> | null

  /** Lists the library and opens what was open last; at the first start the opening example, else any, else a new one. */
  start: () => Promise<void>
  open: (id: string) => Promise<void>
  /** Makes `prompt`, or a blank one, in a folder of the library, and opens it. */
  create: (prompt?: Prompt, folder?: string) => Promise<void>
  duplicate: () => Promise<void>
  rename: (name: string) => void
  /** Writes the open prompt to its file in the library. Where that was changed outside, the two are shown instead. */
  save: () => Promise<void>
  resolve: (isResolving: boolean) => void
  /** Takes every secret out of the open prompt, as one step of undo, and saves it. */
  removeSecrets: () => Promise<void>
  leaveSecrets: () => void
  /** Opens another library in place of this one, in every window. */
  openLibrary: (path: string) => Promise<void>
  /** Moves a prompt into a folder of the library, `''` for the library itself. */
  move: (id: string, folder: string) => Promise<void>
  /** Ends a conflict: writes the open prompt over the file. Answers what the file held. */
  keepMine: () => Promise<Prompt | null>
  /** Ends a conflict: the open prompt becomes what the file holds, as one step of undo. */
  takeFile: () => void
  /** Ends a conflict: makes a prompt of the unsaved edits, then takes the file's. Answers the new one. */
  keepBoth: () => Promise<PromptEntry | null>
  /** Follows what happens to the library until the core is gone; rejects then. */
  follow: () => Promise<void>
  /** Moves a prompt to the library's trash and opens its neighbour when it was open. */
  remove: (id: string) => Promise<void>
  /** Brings a removed prompt back and opens it. */
  restore: (id: string) => Promise<void>

  /** Changes the open prompt. Edits with the same `group` (the name of a field) that follow each other are one undo step. */
  edit: (change: PromptEdit, group?: string) => void
  undo: () => void
  redo: () => void
  /** Tells from now on what became of the step that was made last. */
  lastStep: () => () => StepState
  /** Brings in what editors still hold back, and returns the prompt as the user sees it. */
  settle: () => Prompt | null
  /** As `settle`, once the prompt that was last asked for is open: what a run must send, and not the one before it. */
  settleOpened: () => Promise<Prompt | null>
  /** Writes unsaved edits now. Rejects when they could not be written; they are kept and tried again. */
  flush: () => Promise<void>
  /** Registers an editor that delivers what was typed a moment later; returns how to unregister it. */
  addDraft: (deliver: () => void) => () => void
  /** What was typed as JSON into a prompt and is no good yet. It is journalled beside the prompt. */
  jsonDrafts: (promptId: string) => KeptDrafts
}

export type PromptStore = StoreApi<PromptState>

export type PromptStoreDeps = Timers & { newId: () => string }

const realDeps: PromptStoreDeps = { ...realTimers, newId: () => crypto.randomUUID() }

function placesIn({ facts }: AppError): readonly string[] {
  return Array.isArray(facts.places) ? facts.places : []
}

export function createPromptStore(host: Host, deps: PromptStoreDeps = realDeps): PromptStore {
  return createStore<PromptState>()((set, get) => {
    const histories = new Map<string, UndoHistory>()
    /** What was kept of a history from an earlier start is on its way; nothing of that prompt is written before it is there. */
    const arrivals = new Map<string, Promise<void>>()
    const drafts = new Set<() => void>()
    let lastOpening = 0
    let isChangingLibrary = false
    let openings: Promise<unknown> = Promise.resolve()

    const journal = createJournal(
      writeOpenPrompt,
      (error) => set({ journalError: error === null ? null : toErrorData(error) }),
      deps,
    )

    const jsonDrafts = createDraftKeeper(journal.touch)

    async function writeOpenPrompt(): Promise<void> {
      const id = get().prompt?.id ?? ''
      await arrivals.get(id)
      const history = histories.get(id)
      if (!history) return
      const undo = changeToKeep(history)
      histories.set(id, asKept(history))
      const { present: prompt } = history
      const { basedOn } = get()
      const drafts = jsonDrafts.takeChanged(id)
      const answer = await host.call('prompts.journal', { prompt, basedOn, undo, drafts }).catch((error: unknown) => {
        putHistory(asUnkept(histories.get(id) ?? history, undo.from))
        if (drafts) jsonDrafts.putBack(id)
        throw error
      })
      if (!answer.isUndoKept) putHistory(asUnkept(histories.get(id) ?? history, undo.from))
      set({ journalledAt: answer.journalledAt })
    }

    /** Puts what was kept of the history before an earlier start under what was done since. Without it, undo begins here. */
    async function bringUndo(id: string): Promise<void> {
      try {
        const kept = await host.call('prompts.undoSteps', { id })
        const history = histories.get(id)
        if (!kept || !history) return
        const joined = joinKept(history, kept)
        putHistory(joined)
        if (get().prompt?.id === id) set({ canUndo: canUndo(joined), canRedo: canRedo(joined) })
      } catch {
        // Nothing that was typed hangs on it.
      } finally {
        arrivals.delete(id)
      }
    }

    const putHistory = (history: UndoHistory) => void histories.set(history.present.id, history)

    /** Shows a state of a prompt beside its file; `entries` says at once what that does not hold yet. */
    function show(history: UndoHistory, { saved, version, basedOn }: KnownFile) {
      const prompt = history.present
      putHistory(history)
      const isSaved = saved !== null && diff(saved, prompt) === null
      const isConflict = saved !== null && !isSaved && basedOn !== version
      const entries = get().entries.map((entry) =>
        entry.id !== prompt.id || (entry.name === prompt.name && entry.hasUnsavedEdits === !isSaved)
          ? entry
          : { ...entry, name: prompt.name, hasUnsavedEdits: !isSaved },
      )
      const areSame = entries.every((entry, index) => entry === get().entries[index])
      set({
        prompt,
        saved,
        version,
        basedOn: isSaved ? version : basedOn,
        isSaved,
        isConflict,
        isResolving: isConflict && get().isResolving,
        canUndo: canUndo(history),
        canRedo: canRedo(history),
        ...(areSame ? {} : { entries }),
      })
    }

    /** Shows what is in the library that `open` opens. Without its history a prompt takes no edits: none goes astray meanwhile. */
    async function changeLibrary(open: () => Promise<void>): Promise<void> {
      const before = new Map(histories)
      histories.clear()
      isChangingLibrary = true
      try {
        await open()
      } catch (error) {
        for (const [id, history] of before) histories.set(id, history)
        throw error
      } finally {
        isChangingLibrary = false
      }
      await get().start()
    }

    const outside = createOutsideChanges({
      host,
      get,
      set,
      writeEverything,
      showFile: (file) => {
        const history = histories.get(get().prompt?.id ?? '')
        if (history) show(history, file)
      },
      adopt: (prompt, file) => {
        const before = histories.get(prompt.id)
        if (!before) return
        const changes = diff(before.present, prompt)
        // Safe: a patch of prompts makes a prompt.
        const next = changes ? (apply(before.present, changes, 'forward') as Prompt) : before.present
        show(record(before, next, deps.now()), { ...file, saved: file.saved && next })
        journal.touch()
      },
    })

    function change(step: (history: UndoHistory) => UndoHistory) {
      const { prompt, saved, version, basedOn } = get()
      const before = prompt && histories.get(prompt.id)
      if (!before) return
      const after = step(before)
      if (after.present === before.present) {
        // A group of keystrokes may have ended, or a step have turned out not to fit.
        putHistory(after)
        set({ canUndo: canUndo(after), canRedo: canRedo(after) })
        return
      }
      show(after, { saved, version, basedOn })
      journal.touch()
    }

    /** Lets go of the open prompt only after its edits are written, then shows what `load` brings unless a later call was faster. */
    function switchTo(load: () => Promise<OpenPrompt>): Promise<void> {
      const switching = switchAtOnce(load)
      openings = Promise.allSettled([openings, switching])
      return switching
    }

    async function switchAtOnce(load: () => Promise<OpenPrompt>): Promise<void> {
      const opening = ++lastOpening
      await writeEverything()
      const opened = await load()
      putEntry(opened.entry)
      // Again, for what was typed while the other prompt was on its way.
      await writeEverything()
      if (opening !== lastOpening) return
      const { saved, basedOn, entry } = opened
      const changes = saved && diff(saved, opened.prompt)
      // The two states share what is equal, so that comparing them later is cheap. Safe: a patch of prompts makes a prompt.
      const prompt = saved ? (changes ? (apply(saved, changes, 'forward') as Prompt) : saved) : opened.prompt
      const known = histories.get(prompt.id)
      const isKnown = known !== undefined && diff(known.present, prompt) === null
      set({ journalledAt: null, isResolving: false })
      jsonDrafts.bring(prompt.id, opened.drafts)
      show(isKnown ? known : newHistory(prompt), { saved, version: entry.version, basedOn })
      if (!isKnown) arrivals.set(prompt.id, bringUndo(prompt.id))
      void host.call('settings.set', { openPromptId: prompt.id }).catch(() => {})
    }

    /** Afterwards, and until the next event, editors hold nothing back and nothing is unwritten. */
    async function writeEverything(): Promise<void> {
      for (get().settle(); journal.hasWork(); get().settle()) await journal.flush()
    }

    function putEntry(entry: PromptEntry) {
      const { entries } = get()
      const index = entries.findIndex(({ id }) => id === entry.id)
      set({ entries: index < 0 ? [...entries, entry] : entries.with(index, entry) })
    }

    const make = (prompt: Prompt, folder = '') => switchTo(() => host.call('prompts.create', { prompt, folder }))

    /** The folder of the library that a prompt is in. */
    function folderOf(id: string): string {
      const file = get().entries.find((entry) => entry.id === id)?.file ?? ''
      return file.slice(0, Math.max(0, file.lastIndexOf('/')))
    }

    /** A library without prompts may be anybody's folder: the first one is a file once it is saved. */
    async function startEmpty(): Promise<void> {
      const prompt = blankPrompt(deps.newId, get().prompt?.model)
      await host.call('prompts.journal', { prompt, basedOn: null })
      await switchTo(() => host.call('prompts.open', { id: prompt.id }))
    }

    /** Writes the file where it is still the version that may go. */
    async function saveOver(prompt: Prompt, basedOn: string | null): Promise<void> {
      const entry = await host.call('prompts.save', { prompt, basedOn })
      putEntry(entry)
      const open = get().prompt
      const history = open && histories.get(open.id)
      const { version } = entry
      if (history && open.id === prompt.id) show(history, { saved: prompt, version, basedOn: version })
    }

    return {
      prompt: null,
      saved: null,
      version: null,
      basedOn: null,
      isSaved: true,
      isConflict: false,
      isResolving: false,
      canUndo: false,
      canRedo: false,
      journalledAt: null,
      journalError: null,
      entries: [],
      library: null,
      secretPlaces: null,

      start: async () => {
        const [entries, { openPromptId }] = await Promise.all([
          host.call('prompts.list', {}),
          host.call('settings.get', {}),
        ])
        set({ entries })
        const entryOf = (id: string | null | undefined) => entries.find((entry) => entry.id === id)
        const first = entryOf(openPromptId) ?? entryOf(examplePrompts[0]?.id) ?? entries[0]
        // The same prompt may be in another library, too.
        await (first ? switchTo(() => host.call('prompts.open', { id: first.id })) : startEmpty())
      },
      open: async (id) => {
        if (id !== get().prompt?.id) await switchTo(() => host.call('prompts.open', { id }))
      },
      create: (prompt, folder) => make(prompt ?? blankPrompt(deps.newId, get().prompt?.model), folder),
      duplicate: async () => {
        const prompt = get().settle()
        if (prompt) await make({ ...prompt, id: deps.newId(), name: `${prompt.name} copy` }, folderOf(prompt.id))
      },
      rename: (name) => get().edit(renamePrompt(name), 'name'),
      save: async () => {
        const prompt = get().settle()
        if (!prompt) return
        await journal.flush()
        try {
          await saveOver(prompt, get().basedOn)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          if (error.kind === 'secret') return set({ secretPlaces: placesIn(error) })
          if (error.kind !== 'conflict') throw error
          await outside.lookAgain(prompt.id)
          get().resolve(true)
        }
      },
      resolve: (isResolving) => set({ isResolving: isResolving && get().isConflict }),
      removeSecrets: async () => {
        const prompt = get().settle()
        if (!prompt) return
        const clean = await host.call('prompts.removeSecrets', { prompt })
        get().settle()
        set({ secretPlaces: null })
        // What was typed meanwhile stays; another secret in it is found by the save.
        if (get().prompt !== prompt) return
        change((history) => record(history, clean, deps.now()))
        await get().save()
      },
      leaveSecrets: () => set({ secretPlaces: null }),
      openLibrary: async (path) => {
        await writeEverything()
        await changeLibrary(async () => void (await host.call('library.open', { path })))
      },
      move: async (id, folder) => {
        if (folderOf(id) === folder) return
        const { name, hasUnsavedEdits, ...entry } = await host.call('prompts.move', { id, folder })
        const known = get().entries.find((other) => other.id === id)
        putEntry({ name, hasUnsavedEdits, ...known, ...entry })
      },
      keepMine: async () => {
        const prompt = get().settle()
        const { saved, version, isConflict } = get()
        if (!prompt || !isConflict) return null
        await journal.flush()
        await saveOver(prompt, version)
        return saved
      },
      takeFile: () => {
        get().settle()
        const { saved, version, isConflict } = get()
        if (saved && isConflict) outside.adopt(saved, { saved, version, basedOn: version })
      },
      keepBoth: async () => {
        const prompt = get().settle()
        if (!prompt || !get().isConflict) return null
        const mine = { ...prompt, id: deps.newId(), name: `${prompt.name} (mine)` }
        const { entry } = await host.call('prompts.create', { prompt: mine, folder: folderOf(prompt.id) })
        putEntry(entry)
        if (get().prompt?.id === prompt.id) get().takeFile()
        return entry
      },
      follow: async () => {
        for await (const states of host.stream('library.watch', {})) {
          const newest = states.at(-1)
          if (!newest || isChangingLibrary) continue
          const isOther = get().library !== null && get().library?.folder !== newest.folder
          outside.take(newest)
          // Another window opened it.
          if (isOther && get().prompt)
            await writeEverything()
              .then(() => changeLibrary(async () => {}))
              .catch(() => {})
        }
      },
      remove: async (id) => {
        await writeEverything()
        await host.call('prompts.remove', { id })
        const { entries, prompt } = get()
        const index = entries.findIndex((entry) => entry.id === id)
        const others = entries.filter((entry) => entry.id !== id)
        set({ entries: others })
        if (prompt?.id !== id) return
        const neighbour = others[Math.min(index, others.length - 1)]
        await (neighbour ? get().open(neighbour.id) : get().create())
      },
      restore: async (id) => {
        putEntry(await host.call('prompts.restore', { id }))
        await get().open(id)
      },

      edit: (edit, group) => {
        get().settle()
        change((history) => record(history, edit(history.present), deps.now(), group))
      },
      undo: () => {
        get().settle()
        change(undo)
      },
      redo: () => {
        get().settle()
        change(redo)
      },
      lastStep: () => {
        const id = get().prompt?.id ?? ''
        const step = histories.get(id)?.past?.patch
        return () => stepState(histories.get(id), step)
      },
      settle: () => {
        for (const deliver of drafts) deliver()
        return get().prompt
      },
      settleOpened: async () => {
        await openings
        return get().settle()
      },
      flush: () => {
        get().settle()
        return journal.flush()
      },
      addDraft: (deliver) => {
        drafts.add(deliver)
        return () => {
          drafts.delete(deliver)
        }
      },
      jsonDrafts: jsonDrafts.of,
    }
  })
}
