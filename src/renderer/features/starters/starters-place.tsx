import { Suspense } from 'react'
import { useKeymap } from '../../parts/keymap/use-keymap.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'

const StartersDialog = lazyPart(async () => (await import('./starters-dialog.tsx')).StartersDialog)

/** The list of starters, once it is asked for. Put once into the page. */
export function StartersPlace({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  useKeymap({ newFromStarter: () => onOpenChange(true) })
  return <Suspense>{isOpen && <StartersDialog onClose={() => onOpenChange(false)} />}</Suspense>
}
