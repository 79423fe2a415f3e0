// The open prompt while it is edited: every change goes through here, to the screen and to the journal.
import { toErrorData } from '#shared/app-error'
import { type OpenPrompt, savedIn } from '#shared/library/library'
import type { Prompt } from '#shared/prompt/prompt'
import { apply, diff } from '../edits/patch.ts'
import { renamePrompt } from '../edits/prompt-edits.ts'
import { withEntry } from './entries.ts'
import { createJournal } from './journal.ts'
import { createDraftKeeper } from './json-drafts.ts'
import { createOpenHistories, type OpenHistories } from './open-histories.ts'
import type { EditingCalls, KnownFile, StoreGround } from './prompt-state.ts'
import { canRedo, canUndo, newHistory, record, redo, stepState, type UndoHistory, undo } from './undo-history.ts'

export type Editing = {
  calls: EditingCalls
  /** Has no history of any prompt while `work` goes on, so that none takes an edit; has them again where it fails. */
  withoutHistories: OpenHistories['without']
  /** Shows a prompt that was opened. */
  showOpened: (opened: OpenPrompt) => void
  /** Shows the open prompt as another window left it, unless something was typed here meanwhile. */
  takeOver: (id: string) => Promise<void>
  /** Shows the open prompt beside another state of its file. */
  showFile: (file: KnownFile) => void
  /** Shows another state of the open prompt, as one step of undo, with the file that it came from. */
  adopt: (prompt: Prompt, file: KnownFile) => void
  /** Replaces the open prompt by another state of it, as one step of undo. */
  replace: (prompt: Prompt) => void
  /** Writes what is unsaved to the journal, but brings in nothing that editors hold back. */
  flushJournal: () => Promise<void>
  /** Afterwards, and until the next event, editors hold nothing back and nothing is unwritten. */
  writeEverything: () => Promise<void>
}

export function createEditing(ground: StoreGround): Editing {
  const { host, deps, get, set, seen } = ground
  const histories = createOpenHistories(ground)
  const drafts = new Set<() => void>()
  const journal = createJournal(
    writeOpenPrompt,
    (error) => set({ journalError: error === null ? null : toErrorData(error) }),
    deps,
  )
  const jsonDrafts = createDraftKeeper(journal.touch)

  async function writeOpenPrompt(): Promise<void> {
    const { prompt } = get()
    try {
      await histories.write(jsonDrafts)
    } catch (error) {
      if (!prompt || !seen.isRefusal(error)) throw error
      await giveWay(prompt.id, seen.isJsonRefusal(error))
    }
  }

  /** Another window was faster: what was typed here, the prompt or JSON that is no good yet, becomes a prompt of its own. */
  async function giveWay(id: string, isJson: boolean): Promise<void> {
    get().settle()
    const history = histories.of(id)
    if (!history || get().prompt?.id !== id) return
    const { present } = history
    if (!isJson && !seen.hasOwn(present)) {
      // Not waited for: this is still a write, and what is being written is not replaced.
      void takeOver(id).then(journal.touch, () => {})
      return
    }
    const copy = { id: deps.newId(), name: `${present.name} (second window)` }
    const entry = { ...copy, file: '', savedAt: null, version: null, hasUnsavedEdits: true }
    jsonDrafts.move(id, copy.id)
    set({ entries: withEntry(get().entries, entry), apart: { ...copy, from: id } })
    show(histories.copy(history, copy), { saved: null, version: null, basedOn: null })
    void host.call('settings.set', { openPromptId: copy.id }).catch(() => {})
    await histories.write(jsonDrafts)
  }

  function showOpened(opened: OpenPrompt): void {
    const { prompt: newest, basedOn, entry, draft, drafts: kept } = opened
    const saved = savedIn(opened)
    const changes = saved && diff(saved, newest)
    // The two states share what is equal, so that comparing them later is cheap. Safe: a patch of prompts makes a prompt.
    const prompt = saved ? (changes ? (apply(saved, changes, 'forward') as Prompt) : saved) : newest
    const known = histories.of(prompt.id)
    const isKnown = known !== undefined && diff(known.present, prompt) === null
    const history = isKnown ? known : newHistory(prompt)
    seen.note(history.present, draft, entry.version)
    jsonDrafts.bring(prompt.id, kept)
    show(history, { saved, version: entry.version, basedOn })
    if (!isKnown) histories.bringEarlier(prompt.id)
  }

  async function takeOver(id: string): Promise<void> {
    const before = histories.turn()
    const opened = await host.call('prompts.open', { id })
    get().settle()
    if (get().prompt?.id === id && !journal.hasWork() && histories.turn() === before) showOpened(opened)
  }

  /** Shows a state of a prompt beside its file; `entries` says at once what that does not hold yet. */
  function show(history: UndoHistory, { saved, version, basedOn }: KnownFile) {
    const prompt = history.present
    histories.put(history)
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

  function change(step: (history: UndoHistory) => UndoHistory) {
    const { prompt, saved, version, basedOn } = get()
    const before = prompt && histories.of(prompt.id)
    if (!before) return
    const after = step(before)
    if (after.present === before.present) {
      // A group of keystrokes may have ended, or a step have turned out not to fit.
      histories.put(after)
      set({ canUndo: canUndo(after), canRedo: canRedo(after) })
      return
    }
    show(after, { saved, version, basedOn })
    journal.touch()
  }

  return {
    withoutHistories: histories.without,
    showOpened,
    takeOver,
    showFile: (file) => {
      const history = histories.of(get().prompt?.id ?? '')
      if (history) show(history, file)
    },
    adopt: (prompt, file) => {
      const before = histories.of(prompt.id)
      if (!before) return
      const changes = diff(before.present, prompt)
      // Safe: a patch of prompts makes a prompt.
      const next = changes ? (apply(before.present, changes, 'forward') as Prompt) : before.present
      show(record(before, next, deps.now()), { ...file, saved: file.saved && next })
      journal.touch()
    },
    replace: (prompt) => change((history) => record(history, prompt, deps.now())),
    flushJournal: journal.flush,
    writeEverything: async () => {
      for (get().settle(); journal.hasWork(); get().settle()) await journal.flush()
    },
    calls: {
      edit: (edit, group) => {
        get().settle()
        change((history) => record(history, edit(history.present), deps.now(), group))
      },
      rename: (name) => get().edit(renamePrompt(name), 'name'),
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
        const step = histories.of(id)?.past?.patch
        return () => stepState(histories.of(id), step)
      },
      heldAs: seen.stateOf,
      settle: () => {
        for (const deliver of drafts) deliver()
        return get().prompt
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
    },
  }
}
