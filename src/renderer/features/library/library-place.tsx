// What of the library appears over the window: put once into the page, loaded when it is first needed.
import { Suspense } from 'react'
import { useStore } from 'zustand'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'

const ConflictDialog = lazyPart(async () => (await import('./conflict-dialog.tsx')).ConflictDialog)

export function LibraryDialogs() {
  const { prompts } = usePromptServices()
  const isResolving = useStore(prompts, (state) => state.isResolving)
  return <Suspense>{isResolving && <ConflictDialog />}</Suspense>
}
