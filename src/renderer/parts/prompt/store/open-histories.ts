// The undo history of every prompt that was opened in this window, on its way to the core and back.
import type { Prompt } from '#shared/prompt/prompt'
import type { DraftKeeper } from './json-drafts.ts'
import { asKept, asUnkept, changeToKeep, joinKept } from './kept-undo.ts'
import type { StoreGround } from './prompt-state.ts'
import { canRedo, canUndo, copyHistory, type UndoHistory } from './undo-history.ts'

export type OpenHistories = {
  of: (promptId: string) => UndoHistory | undefined
  put: (history: UndoHistory) => void
  /** Makes the history of a prompt that of a copy, of which the core has nothing yet. Answers it. */
  copy: (history: UndoHistory, copy: Pick<Prompt, 'id' | 'name'>) => UndoHistory
  /** Puts what the core kept before an earlier start under what was done since. Nothing of the prompt is written meanwhile. */
  bringEarlier: (promptId: string) => void
  /** Writes the open prompt to the journal, with what undoes it and what was typed as JSON. */
  write: (jsonDrafts: DraftKeeper) => Promise<void>
  /** Has none of them while something else goes on, and all of them again where that fails. */
  without: (work: () => Promise<void>) => Promise<void>
  /** Goes up each time: what was read of the prompts before is none of these. */
  turn: () => number
}

export function createOpenHistories({ host, get, set, seen }: Omit<StoreGround, 'deps'>): OpenHistories {
  let turn = 0
  const histories = new Map<string, UndoHistory>()
  const arrivals = new Map<string, Promise<void>>()
  const put = (history: UndoHistory) => void histories.set(history.present.id, history)

  /** Without what was kept, undo begins where the prompt was opened. */
  async function bring(id: string): Promise<void> {
    try {
      const kept = await host.call('prompts.undoSteps', { id })
      const history = histories.get(id)
      if (!kept || !history) return
      const joined = joinKept(history, kept)
      put(joined)
      if (get().prompt?.id === id) set({ canUndo: canUndo(joined), canRedo: canRedo(joined) })
    } catch {
      // Nothing that was typed hangs on it.
    } finally {
      arrivals.delete(id)
    }
  }

  return {
    of: (promptId) => histories.get(promptId),
    put,
    copy: (history, copy) => {
      histories.delete(history.present.id)
      const copied = copyHistory(history, copy)
      put(copied)
      return copied
    },
    bringEarlier: (promptId) => void arrivals.set(promptId, bring(promptId)),
    write: async (jsonDrafts) => {
      const id = get().prompt?.id ?? ''
      await arrivals.get(id)
      const history = histories.get(id)
      if (!history) return
      const undo = changeToKeep(history)
      histories.set(id, asKept(history))
      const { present: prompt } = history
      const { basedOn } = get()
      const taken = jsonDrafts.takeChanged(id)
      const edits = { prompt, basedOn, undo, ...taken, ...seen.whoWrites(id) }
      const answer = await host.call('prompts.journal', edits).catch((error: unknown) => {
        put(asUnkept(histories.get(id) ?? history, undo.from))
        if (taken) jsonDrafts.putBack(id)
        throw error
      })
      if (taken) jsonDrafts.wrote(id, taken)
      seen.note(prompt, answer.draft)
      if (!answer.isUndoKept) put(asUnkept(histories.get(id) ?? history, undo.from))
      set({ journalledAt: answer.journalledAt })
    },
    without: async (work) => {
      const before = new Map(histories)
      histories.clear()
      turn += 1
      try {
        await work()
      } catch (error) {
        for (const [id, history] of before) histories.set(id, history)
        throw error
      }
    },
    turn: () => turn,
  }
}
