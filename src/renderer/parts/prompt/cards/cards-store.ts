import { createStore, type StoreApi } from 'zustand/vanilla'
import type { ContentBlock } from '#shared/prompt/prompt'

/** How the cards of messages are shown: no part of the prompt, and gone with the window. */
export type CardsState = {
  collapsed: ReadonlySet<string>
  selected: ReadonlySet<string>
  /** Where a range of selected cards begins. */
  anchor: string | null
  /** A message that has its card in the page wherever it is in a long list: see `reveal` in message-actions.ts. */
  revealed: string | null
  /** A block that was just added: it takes the focus once it is drawn. */
  newBlock: ContentBlock | null
  /** The message that has the focus or had it last: what the palette offers for one message is for this one. */
  worked: string | null
  noteFocus: (id: string) => void
  reveal: (id: string) => void
  awaitBlock: (block: ContentBlock | null) => void
  toggleCollapsed: (id: string) => void
  /** Selects a message or lets go of it; with `order`, all ids in their order, every message from the anchor to this one. */
  select: (id: string, isSelected: boolean, order?: readonly string[]) => void
  clearSelection: () => void
}

export type CardsStore = StoreApi<CardsState>

const none: ReadonlySet<string> = new Set()

export function createCardsStore(): CardsStore {
  return createStore<CardsState>()((set, get) => ({
    collapsed: none,
    selected: none,
    anchor: null,
    revealed: null,
    newBlock: null,
    worked: null,
    noteFocus: (id) => set({ worked: id }),
    reveal: (id) => set({ revealed: id }),
    awaitBlock: (block) => set({ newBlock: block }),
    toggleCollapsed: (id) => set({ collapsed: changed(get().collapsed, [id], !get().collapsed.has(id)) }),
    select: (id, isSelected, order) => {
      const from = order?.indexOf(get().anchor ?? '') ?? -1
      const to = order?.indexOf(id) ?? -1
      const range = from < 0 || to < 0 ? [id] : order!.slice(Math.min(from, to), Math.max(from, to) + 1)
      set({ selected: changed(get().selected, range, isSelected), anchor: id })
    },
    clearSelection: () => set({ selected: none, anchor: null }),
  }))
}

function changed(before: ReadonlySet<string>, ids: readonly string[], isIn: boolean): ReadonlySet<string> {
  const after = new Set(before)
  for (const id of ids) {
    if (isIn) after.add(id)
    else after.delete(id)
  }
  return after
}
