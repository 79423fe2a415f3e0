import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Host } from '../../../host/host.ts'
import { realTimers } from '../timers.ts'
import { createOutsideChanges } from './outside-changes.ts'
import { createEditing } from './prompt-editing.ts'
import { createLibraryCalls } from './prompt-library.ts'
import { createOpening } from './prompt-opening.ts'
import { createSaving } from './prompt-saving.ts'
import type { PromptFacts, PromptState, PromptStoreDeps } from './prompt-state.ts'
import { createSeenDrafts } from './seen-drafts.ts'

export type PromptStore = StoreApi<PromptState>

const realDeps: PromptStoreDeps = { ...realTimers, newId: () => crypto.randomUUID() }

const nothingOpen: PromptFacts = {
  prompt: null,
  saved: null,
  version: null,
  basedOn: null,
  isSaved: true,
  isConflict: false,
  isResolving: false,
  canUndo: false,
  canRedo: false,
  journalledAt: null,
  journalError: null,
  entries: [],
  library: null,
  apart: null,
  secretPlaces: null,
}

/** Holds the open prompt; what may be done to it is told in `prompt-state.ts`. */
export function createPromptStore(host: Host, deps: PromptStoreDeps = realDeps): PromptStore {
  return createStore<PromptState>()((set, get) => {
    const ground = { host, deps, get, set, seen: createSeenDrafts(crypto.randomUUID()) }
    const editing = createEditing(ground)
    const outside = createOutsideChanges(ground, editing)
    return {
      ...nothingOpen,
      ...editing.calls,
      ...createOpening(ground, editing),
      ...createSaving(ground, editing, outside),
      ...createLibraryCalls(ground, editing, outside),
    }
  })
}
