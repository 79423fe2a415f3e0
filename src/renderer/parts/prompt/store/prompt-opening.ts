import type { OpenPrompt } from '#shared/library/library'
import { examplePrompts } from '#shared/prompt/examples'
import type { Prompt } from '#shared/prompt/prompt'
import { blankPrompt } from './blank-prompt.ts'
import { folderOf, withEntry } from './entries.ts'
import type { Editing } from './prompt-editing.ts'
import type { OpeningCalls, StoreGround } from './prompt-state.ts'

/** Brings prompts to the screen: the one that was open last, another one, a new one. */
export function createOpening({ host, deps, get, set }: StoreGround, editing: Editing): OpeningCalls {
  const { writeEverything, showOpened } = editing
  let lastOpening = 0
  let openings: Promise<unknown> = Promise.resolve()

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
    set({ entries: withEntry(get().entries, opened.entry) })
    // Again, for what was typed while the other prompt was on its way.
    await writeEverything()
    if (opening !== lastOpening) return
    set({ journalledAt: null, isResolving: false })
    showOpened(opened)
    void host.call('settings.set', { openPromptId: opened.prompt.id }).catch(() => {})
  }

  const open = (id: string) => switchTo(() => host.call('prompts.open', { id }))
  const make = (prompt: Prompt, folder = '') => switchTo(() => host.call('prompts.create', { prompt, folder }))
  const blank = () => blankPrompt(deps.newId, get().prompt?.model, get().entries)

  /** A library without prompts may be anybody's folder: the first one is a file once it is saved. */
  async function startEmpty(): Promise<void> {
    const prompt = blank()
    await host.call('prompts.journal', { prompt, basedOn: null })
    await open(prompt.id)
  }

  return {
    start: async () => {
      const [entries, { openPromptId }] = await Promise.all([
        host.call('prompts.list', {}),
        host.call('settings.get', {}),
      ])
      set({ entries })
      const entryOf = (id: string | null | undefined) => entries.find((entry) => entry.id === id)
      const first = entryOf(openPromptId) ?? entryOf(examplePrompts[0]?.id) ?? entries[0]
      // The same prompt may be in another library, too.
      await (first ? open(first.id) : startEmpty())
    },
    open: async (id) => {
      if (id !== get().prompt?.id) await open(id)
    },
    create: (prompt, folder) => make(prompt ?? blank(), folder),
    duplicate: async () => {
      const prompt = get().settle()
      if (!prompt) return
      const copy = { ...prompt, id: deps.newId(), name: `${prompt.name} copy` }
      await make(copy, folderOf(get().entries, prompt.id))
    },
    settleOpened: async () => {
      await openings
      return get().settle()
    },
  }
}
