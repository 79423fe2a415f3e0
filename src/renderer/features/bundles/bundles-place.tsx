import { Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import { bundleEnding } from '#shared/library/bundle'
import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { chooseFile } from '../../ui/choose-file.ts'
import { lazyPart } from '../../ui/lazy-part.ts'
import type { BundlesStore } from './bundles-store.ts'

const ShareDialog = lazyPart(async () => (await import('./share-dialog.tsx')).ShareDialog)
const ImportDialog = lazyPart(async () => (await import('./import-dialog.tsx')).ImportDialog)

type BundlesPlaceProps = {
  bundles: BundlesStore
  /** Something came in: what lists it looks again. */
  onImported: () => void
}

/** Where bundles leave and come in: their dialogs, their commands, and files that are dropped. Put once into the page. */
export function BundlesPlace({ bundles, onImported }: BundlesPlaceProps) {
  const dialog = useStore(bundles, (state) => state.dialog)
  const { prompts, toaster } = usePromptServices()
  const show = (file: File) => reportFailure(toaster, bundles.getState().showImport(file))
  useOffers(() => {
    const { prompt } = prompts.getState()
    const share = () => prompt && reportFailure(toaster, bundles.getState().startSharing(prompt))
    return [
      ...(prompt
        ? [
            {
              id: 'bundle.share',
              label: 'Share…',
              group: 'Prompt' as const,
              keywords: 'bundle export file',
              perform: share,
            },
          ]
        : []),
      {
        id: 'bundle.import',
        label: 'Import a bundle…',
        group: 'Prompt' as const,
        keywords: `open shared file ${bundleEnding}`,
        perform: () => chooseBundle(show),
      },
    ]
  })
  useEffect(
    () => takeBundles((dropped) => reportFailure(toaster, bundles.getState().showImport(dropped))),
    [bundles, toaster],
  )
  return (
    <Suspense>
      {dialog?.kind === 'share' && <ShareDialog bundles={bundles} plan={dialog} />}
      {dialog?.kind === 'import' && (
        <ImportDialog bundles={bundles} contents={dialog.contents} onImported={onImported} />
      )}
    </Suspense>
  )
}

/** Asks which file. */
export function chooseBundle(onFile: (file: File) => void): void {
  chooseFile(bundleEnding, onFile)
}

/** Takes bundles that are dropped wherever files may be. Returns how to stop. */
function takeBundles(onFile: (file: File) => void): () => void {
  const drop = (event: DragEvent) => {
    const bundle = [...(event.dataTransfer?.files ?? [])].find(({ name }) => name.endsWith(bundleEnding))
    if (!bundle) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // Whoever marked the place of the drop takes that as its end.
    document.dispatchEvent(new DragEvent('dragleave', { bubbles: true }))
    onFile(bundle)
  }
  // Before those who would attach the file, or read code out of it.
  window.addEventListener('drop', drop, { capture: true })
  return () => window.removeEventListener('drop', drop, { capture: true })
}
