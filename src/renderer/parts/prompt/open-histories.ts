// The undo history of every prompt that was opened in this window, on its way to the core and back.
import type { DraftKeeper } from './json-drafts.ts'
import { asKept, asUnkept, changeToKeep, joinKept } from './kept-undo.ts'
import type { StoreGround } from './prompt-state.ts'
import { canRedo, canUndo, type UndoHistory } from './undo-history.ts'

export type OpenHistories = {
  of: (promptId: string) => UndoHistory | undefined
  put: (history: UndoHistory) => void
  /** Puts what the core kept before an earlier start under what was done since. Nothing of the prompt is written meanwhile. */
  bringEarlier: (promptId: string) => void
  /** Writes the open prompt to the journal, with what undoes it and what was typed as JSON. */
  write: (jsonDrafts: DraftKeeper) => Promise<void>
  /** Has none of them while something else goes on, and all of them again where that fails. */
  without: (work: () => Promise<void>) => Promise<void>
}

export function createOpenHistories({ host, get, set }: Pick<StoreGround, 'host' | 'get' | 'set'>): OpenHistories {
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
      const drafts = jsonDrafts.takeChanged(id)
      const answer = await host.call('prompts.journal', { prompt, basedOn, undo, drafts }).catch((error: unknown) => {
        put(asUnkept(histories.get(id) ?? history, undo.from))
        if (drafts) jsonDrafts.putBack(id)
        throw error
      })
      if (!answer.isUndoKept) put(asUnkept(histories.get(id) ?? history, undo.from))
      set({ journalledAt: answer.journalledAt })
    },
    without: async (work) => {
      const before = new Map(histories)
      histories.clear()
      try {
        await work()
      } catch (error) {
        for (const [id, history] of before) histories.set(id, history)
        throw error
      }
    },
  }
}
