import { folderOf, withEntry } from './entries.ts'
import type { OutsideChanges } from './outside-changes.ts'
import type { Editing } from './prompt-editing.ts'
import type { LibraryCalls, StoreGround } from './prompt-state.ts'

/** What is done to the library as a whole and to the files in it. */
export function createLibraryCalls(
  { host, get, set, seen }: StoreGround,
  { writeEverything, withoutHistories, takeOver }: Editing,
  { take }: OutsideChanges,
): LibraryCalls {
  let isChangingLibrary = false

  /** Shows what is in the library that `open` opens. Without its history a prompt takes no edits: none goes astray meanwhile. */
  async function changeLibrary(open: () => Promise<void>): Promise<void> {
    isChangingLibrary = true
    try {
      await withoutHistories(open)
    } finally {
      isChangingLibrary = false
    }
    await get().start()
  }

  /** Takes what other windows type into the open prompt. */
  async function followDrafts(): Promise<void> {
    for await (const changes of host.stream('prompts.watch', {})) {
      const id = get().prompt?.id
      const isTheirs = changes.some((change) => change.id === id && !seen.isOwn(change))
      // A prompt that cannot be read now is still on the screen.
      if (id !== undefined && isTheirs) await takeOver(id).catch(() => {})
    }
  }

  return {
    openLibrary: async (path) => {
      await writeEverything()
      await changeLibrary(async () => {
        await host.call('library.open', { path })
        // What is told of it next is no change that another window made.
        set({ library: null })
      })
    },
    move: async (id, folder) => {
      if (folderOf(get().entries, id) === folder) return
      const { name, hasUnsavedEdits, ...entry } = await host.call('prompts.move', { id, folder })
      const known = get().entries.find((other) => other.id === id)
      set({ entries: withEntry(get().entries, { name, hasUnsavedEdits, ...known, ...entry }) })
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
    restore: async (id, isWanted = true) => {
      const entry = await host.call('prompts.restore', { id })
      set({ entries: withEntry(get().entries, entry) })
      if (isWanted) await get().open(id)
    },
    follow: async () => {
      const elsewhere = followDrafts()
      for await (const states of host.stream('library.watch', {})) {
        const newest = states.at(-1)
        if (!newest || isChangingLibrary) continue
        const isOther = get().library !== null && get().library?.folder !== newest.folder
        take(newest)
        // Another window opened it.
        if (isOther && get().prompt)
          await writeEverything()
            .then(() => changeLibrary(async () => {}))
            .catch(() => {})
      }
      await elsewhere
    },
  }
}
