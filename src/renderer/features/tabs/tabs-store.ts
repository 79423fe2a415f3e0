import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Host } from '../../host/host.ts'
import type { PromptState } from '../../parts/prompt/store/prompt-state.ts'
import type { PromptStore } from '../../parts/prompt/store/prompt-store.ts'

/** Which prompts are open side by side, in the person's own order. A prompt that is shown always has a tab. */
export type TabsState = {
  /** Their ids. One whose file is away at the moment (another branch is checked out) keeps its place. */
  ids: readonly string[]
  /** Closes a tab and shows its neighbour where it was the shown one. The last tab stays. */
  close: (id: string) => Promise<void>
  closeOthers: (id: string) => Promise<void>
  /** Opens the tab that was closed last, in its old place. `false` where there is none. */
  reopen: () => Promise<boolean>
  /** @param index The new place among those that are shown, counted once it was taken out. */
  move: (id: string, index: number) => void
}

export type TabsStore = StoreApi<TabsState>

/** A tab as it is drawn. */
export type Tab = { id: string; name: string; file: string; hasUnsavedEdits: boolean; isOpen: boolean }

/** More than anybody finds again. */
const mostTabs = 100

/** The tabs whose prompts are there. */
export function shownTabs(ids: readonly string[], { entries, prompt, isSaved }: PromptState): Tab[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  return ids.flatMap((id): Tab[] => {
    const entry = byId.get(id)
    if (prompt?.id === id)
      return [{ id, name: prompt.name, file: entry?.file ?? '', hasUnsavedEdits: !isSaved, isOpen: true }]
    return entry
      ? [{ id, name: entry.name, file: entry.file, hasUnsavedEdits: entry.hasUnsavedEdits, isOpen: false }]
      : []
  })
}

/** @param first What the settings remember. */
export function createTabsStore(host: Pick<Host, 'call'>, prompts: PromptStore, first: readonly string[]): TabsStore {
  const closed: { id: string; index: number }[] = []
  let openId: string | null = null

  return createStore<TabsState>()((set, get) => {
    const shown = () => shownTabs(get().ids, prompts.getState())

    function put(ids: readonly string[]) {
      set({ ids })
      // Which tabs there were is not worth a word when it cannot be written.
      host.call('settings.set', { openTabs: [...ids] }).catch(() => {})
    }

    /** A prompt that is opened gets its tab behind the one that was shown. */
    function follow({ prompt }: PromptState) {
      if (!prompt || prompt.id === openId) return
      const { ids } = get()
      const behind = openId === null ? -1 : ids.indexOf(openId)
      openId = prompt.id
      if (!ids.includes(prompt.id))
        put(ids.toSpliced(behind < 0 ? ids.length : behind + 1, 0, prompt.id).slice(-mostTabs))
    }

    prompts.subscribe(follow)
    // Behind this function, when the store is there.
    queueMicrotask(() => follow(prompts.getState()))

    async function close(id: string): Promise<void> {
      const tabs = shown()
      const place = tabs.findIndex((tab) => tab.id === id)
      const next = tabs[place + 1] ?? tabs[place - 1]
      if (place < 0 || !next) return
      if (tabs[place]?.isOpen) await prompts.getState().open(next.id)
      const { ids } = get()
      closed.push({ id, index: ids.indexOf(id) })
      put(ids.filter((other) => other !== id))
    }

    return {
      ids: first,
      close,
      closeOthers: async (id) => {
        await prompts.getState().open(id)
        for (const tab of shown()) if (tab.id !== id) await close(tab.id)
      },
      reopen: async () => {
        for (let last = closed.pop(); last; last = closed.pop()) {
          const { id, index } = last
          const isThere = prompts.getState().entries.some((entry) => entry.id === id)
          if (!isThere || get().ids.includes(id)) continue
          put(get().ids.toSpliced(index, 0, id))
          await prompts.getState().open(id)
          return true
        }
        return false
      },
      move: (id, index) => {
        const others = shown().filter((tab) => tab.id !== id)
        const rest = get().ids.filter((other) => other !== id)
        const before = others[index]
        put(rest.toSpliced(before ? rest.indexOf(before.id) : rest.length, 0, id))
      },
    }
  })
}
