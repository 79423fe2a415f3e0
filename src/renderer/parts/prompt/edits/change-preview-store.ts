import { createStore, type StoreApi } from 'zustand/vanilla'
import type { MessagesRequest } from '#shared/request/request'
import type { RequestContextStore } from '../request-context-store.ts'
import type { PromptStore } from '../store/prompt-store.ts'
import type { PromptEdit } from './prompt-edits.ts'

/** A change of the open prompt that is looked at before it is made. */
export type PromptChange = {
  /** What the dialog is called, such as `Fix all`. */
  title: string
  /** The button that makes the change; without it the change can only be looked at. */
  confirmLabel?: string
  /** What stands above the request as it would be. */
  afterLabel: string
  /** In words, one line each: what is changed, or what is left. */
  changes?: readonly string[]
  apply: PromptEdit
  /** Told to screen readers once the change is made. */
  done?: string
}

export type ChangePreviewState = {
  shown: { change: PromptChange; before: MessagesRequest; after: MessagesRequest } | null
  /** Shows what a change would do to the request of the open prompt. Never rejects: a failure is reported. */
  show: (change: PromptChange) => Promise<void>
  /** Makes the change that is shown, as one step of undo. */
  confirm: () => void
  cancel: () => void
}

export type ChangePreviewStore = StoreApi<ChangePreviewState>

export function createChangePreviewStore(
  prompts: PromptStore,
  context: RequestContextStore,
  announce: (message: string) => void,
  report: (work: Promise<unknown>) => void,
): ChangePreviewStore {
  return createStore<ChangePreviewState>()((set, get) => ({
    shown: null,
    show: async (change) => {
      // Only here, so that the first screen does without it.
      const loading = import('#shared/request/request')
      report(loading)
      const request = await loading.catch(() => null)
      const prompt = prompts.getState().settle()
      if (!prompt || !request) return
      const { connectionKind } = context.getState()
      const [before, after] = [prompt, change.apply(prompt)].map((side) => request.buildRequest(side, connectionKind))
      if (before && after) set({ shown: { change, before, after } })
    },
    confirm: () => {
      const change = get().shown?.change
      if (!change) return
      set({ shown: null })
      prompts.getState().edit(change.apply)
      if (change.done) announce(change.done)
    },
    cancel: () => set({ shown: null }),
  }))
}
