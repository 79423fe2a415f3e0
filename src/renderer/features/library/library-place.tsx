// What of the library appears over the window: put once into the page, loaded when it is first needed.
import { Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'

const ConflictDialog = lazyPart(async () => (await import('./conflict-dialog.tsx')).ConflictDialog)
const SecretDialog = lazyPart(async () => (await import('./small-dialogs.tsx')).SecretDialog)
const LibrariesDialog = lazyPart(async () => (await import('./libraries-dialog.tsx')).LibrariesDialog)
const ApartDialog = lazyPart(async () => (await import('./apart-dialog.tsx')).ApartDialog)
const SnapshotsDialog = lazyPart(async () => (await import('./snapshots-dialog.tsx')).SnapshotsDialog)
const RemovedDialog = lazyPart(async () => (await import('./removed-dialog.tsx')).RemovedDialog)
const ProblemsDialog = lazyPart(async () => (await import('./small-dialogs.tsx')).ProblemsDialog)
const MoveDialog = lazyPart(async () => (await import('./small-dialogs.tsx')).MoveDialog)

export function LibraryDialogs() {
  const { prompts, libraryDialog, toaster } = usePromptServices()
  const isResolving = useStore(prompts, (state) => state.isResolving)
  const places = useStore(prompts, (state) => state.secretPlaces)
  const dialog = useStore(libraryDialog, (state) => state.dialog)
  const { show } = libraryDialog.getState()
  useEffect(
    () =>
      prompts.subscribe(({ apart }, before) => {
        if (!apart || apart === before.apart) return
        toaster.show(`Another window changed this prompt at the same time. Yours is kept as “${apart.name}”.`, {
          label: 'Compare…',
          onSelect: () => show({ kind: 'apart', from: apart.from }),
        })
      }),
    [prompts, toaster, show],
  )
  useOffers(() => [
    {
      id: 'library.snapshots',
      label: 'Snapshots of this prompt…',
      group: 'Prompt',
      keywords: 'version take compare restore history',
      perform: () => show('snapshots'),
    },
    {
      id: 'library.removed',
      label: 'Deleted prompts…',
      group: 'Prompt',
      keywords: 'trash restore undelete bring back empty delete for good',
      perform: () => show('removed'),
    },
    {
      id: 'library.open',
      label: 'Open a folder as library…',
      group: 'Prompt',
      keywords: 'git checkout switch libraries',
      perform: () => show('libraries'),
    },
  ])
  return (
    <Suspense>
      {isResolving && <ConflictDialog />}
      {places && <SecretDialog places={places} />}
      {dialog === 'problems' && <ProblemsDialog />}
      {dialog === 'removed' && <RemovedDialog />}
      {dialog === 'snapshots' && <SnapshotsDialog />}
      {dialog === 'libraries' && <LibrariesDialog />}
      {typeof dialog === 'object' && dialog?.kind === 'move' && <MoveDialog id={dialog.id} />}
      {typeof dialog === 'object' && dialog?.kind === 'apart' && <ApartDialog from={dialog.from} />}
    </Suspense>
  )
}
