import { Suspense, useEffect } from 'react'
import { useStore } from 'zustand'
import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import type { CodeImportStore } from './code-import-store.ts'

const CodeImportDialog = lazyPart(async () => (await import('./code-import-dialog.tsx')).CodeImportDialog)

/** Where code comes in: the dialog, once it is asked for, and files that are dropped on the library. Put once into the page. */
export function CodeImportPlace({ store }: { store: CodeImportStore }) {
  const isOpen = useStore(store, (state) => state.isOpen)
  useOffers(() => [
    {
      id: 'importCode',
      label: 'Import code…',
      group: 'Prompt',
      keywords: 'paste python typescript curl json har prompty promptfoo openai',
      perform: () => store.getState().open(),
    },
  ])
  useEffect(() => takeDrops(store), [store])
  return <Suspense>{isOpen && <CodeImportDialog store={store} />}</Suspense>
}

/** Takes a file that is dropped where it says so. Returns how to stop. */
function takeDrops(store: CodeImportStore): () => void {
  const placeOf = (event: DragEvent) =>
    event.dataTransfer?.types.includes('Files') && event.target instanceof Element
      ? event.target.closest<HTMLElement>('[data-import-zone]')
      : null
  let marked: HTMLElement | null = null
  const mark = (place: HTMLElement | null) => {
    if (marked !== place) delete marked?.dataset.over
    marked = place
    if (marked) marked.dataset.over = ''
  }
  const over = (event: DragEvent) => {
    const place = placeOf(event)
    mark(place)
    if (place) event.preventDefault()
  }
  const drop = (event: DragEvent) => {
    const place = placeOf(event)
    mark(null)
    const [file] = event.dataTransfer?.files ?? []
    if (!place || !file) return
    event.preventDefault()
    store.getState().open()
    void store.getState().readFile(file)
  }
  const leave = (event: DragEvent) => {
    if (event.relatedTarget === null) mark(null)
  }
  document.addEventListener('dragover', over)
  document.addEventListener('dragleave', leave)
  document.addEventListener('drop', drop)
  return () => {
    document.removeEventListener('dragover', over)
    document.removeEventListener('dragleave', leave)
    document.removeEventListener('drop', drop)
  }
}
