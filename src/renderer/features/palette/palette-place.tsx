import { Suspense, useState } from 'react'
import { useKeymap } from '../../parts/keymap/use-keymap.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import type { PaletteKind } from './commands.ts'
import type { RecentCommands } from './recent-commands.ts'

const Palette = lazyPart(async () => (await import('./palette.tsx')).Palette)

/** Where the command palette appears: put once into the page. */
export function PalettePlace({ recent }: { recent: RecentCommands }) {
  const [kind, setKind] = useState<PaletteKind | null>(null)
  useKeymap({ openPalette: () => setKind('all'), switchPrompt: () => setKind('prompts') })
  return <Suspense>{kind && <Palette key={kind} kind={kind} recent={recent} onClose={() => setKind(null)} />}</Suspense>
}
