import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Prompt } from '#shared/prompt/prompt'
import { promptField } from '#shared/runs/error-field'
import type { Run } from '#shared/runs/run'
import type { PromptStore } from '../store/prompt-store.ts'
import { ownerOf } from './finding-owner.ts'

/** What the API refused in the last run of a prompt: the control that holds it, and the API's words. */
export type Refused = { promptId: string; owner: string; field: string; said: string }

export type RefusedState = {
  /** For the open prompt, until what was refused is edited or the prompt is run again. */
  refused: Refused | null
  /** Takes in how a run of the open prompt ended; a run that named no field leaves nothing. */
  show: (run: Run) => void
  clear: () => void
}

export type RefusedStore = StoreApi<RefusedState>

export function createRefusedStore(prompts: PromptStore): RefusedStore {
  let kept: { refused: Refused; part: unknown } | null = null
  const store = createStore<RefusedState>()((set) => ({
    refused: null,
    show: (run) => {
      const { prompt } = prompts.getState()
      const refused = prompt && refusedIn(run, prompt)
      kept = refused ? { refused, part: partOf(prompt, refused.owner) } : null
      set({ refused })
    },
    clear: () => {
      kept = null
      set({ refused: null })
    },
  }))
  prompts.subscribe(({ prompt }) => {
    if (!kept || !prompt) return
    const isOpen = kept.refused.promptId === prompt.id
    if (isOpen && partOf(prompt, kept.refused.owner) !== kept.part) return store.getState().clear()
    const refused = isOpen ? kept.refused : null
    if (store.getState().refused !== refused) store.setState({ refused })
  })
  return store
}

/** The control that a failed run's error names in this prompt; `null` where it names none. */
export function refusedIn({ promptId, error }: Run, prompt: Prompt): Refused | null {
  if (!error?.field || promptId !== prompt.id) return null
  const heard = prompt.messages.flatMap(({ muted }, index) => (muted ? [] : [index]))
  const field = promptField(error.field, heard)
  return { promptId, owner: ownerOf(field), field, said: error.said ?? error.title }
}

/** What of a prompt a control holds: while it is the very same, it was not edited. */
function partOf(prompt: Prompt, owner: string): unknown {
  const [head = '', index] = owner.split('.')
  if (head === 'messages') return index === undefined ? prompt.messages : prompt.messages[Number(index)]
  if (head === 'api_version') return prompt.apiVersion
  if (head === 'model' || head === 'system' || head === 'prefill') return prompt[head]
  if (head === 'effort') return prompt.settings.output_config
  return head in prompt.settings ? prompt.settings[head] : prompt.settings
}
