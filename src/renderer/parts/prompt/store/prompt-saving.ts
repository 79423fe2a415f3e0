import { AppError } from '#shared/app-error'
import type { Prompt } from '#shared/prompt/prompt'
import { folderOf, withEntry } from './entries.ts'
import type { OutsideChanges } from './outside-changes.ts'
import type { Editing } from './prompt-editing.ts'
import type { SavingCalls, StoreGround } from './prompt-state.ts'

/** Writes the open prompt to its file, unless it holds a secret or the file was changed outside: then the person chooses. */
export function createSaving(
  { host, deps, get, set, seen }: StoreGround,
  { replace, showFile, adopt, flushJournal, takeOver }: Editing,
  { lookAgain }: OutsideChanges,
): SavingCalls {
  /** Writes the file where it is still the version that may go. */
  async function saveOver(prompt: Prompt, basedOn: string | null): Promise<void> {
    const entry = await host.call('prompts.save', { prompt, basedOn, ...seen.whoWrites(prompt.id) })
    seen.note(prompt, null, entry.version)
    set({ entries: withEntry(get().entries, entry) })
    const { version } = entry
    if (get().prompt?.id === prompt.id) showFile({ saved: prompt, version, basedOn: version })
  }

  return {
    save: async () => {
      const prompt = get().settle()
      if (!prompt) return
      await flushJournal()
      // What was typed here may be a prompt of its own now.
      if (get().prompt?.id !== prompt.id) return
      try {
        await saveOver(prompt, get().basedOn)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        if (seen.isRefusal(error)) return await takeOver(prompt.id)
        if (error.kind === 'secret') return set({ secretPlaces: placesIn(error) })
        if (error.kind !== 'conflict') throw error
        await lookAgain(prompt.id)
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
      replace(clean)
      await get().save()
    },
    leaveSecrets: () => set({ secretPlaces: null }),
    keepMine: async () => {
      const prompt = get().settle()
      const { saved, version, isConflict } = get()
      if (!prompt || !isConflict) return null
      await flushJournal()
      if (get().prompt?.id !== prompt.id) return null
      await saveOver(prompt, version)
      return saved
    },
    takeFile: () => {
      get().settle()
      const { saved, version, isConflict } = get()
      if (saved && isConflict) adopt(saved, { saved, version, basedOn: version })
    },
    keepBoth: async () => {
      const prompt = get().settle()
      if (!prompt || !get().isConflict) return null
      const mine = { ...prompt, id: deps.newId(), name: `${prompt.name} (mine)` }
      const folder = folderOf(get().entries, prompt.id)
      const { entry } = await host.call('prompts.create', { prompt: mine, folder })
      set({ entries: withEntry(get().entries, entry) })
      if (get().prompt?.id === prompt.id) get().takeFile()
      return entry
    },
  }
}

function placesIn({ facts }: AppError): readonly string[] {
  return Array.isArray(facts.places) ? facts.places : []
}
