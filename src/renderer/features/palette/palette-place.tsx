import { Suspense, useEffect, useState } from 'react'
import { useKeymap } from '../../parts/keymap/use-keymap.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { TypedAhead } from '../../ui/typed-ahead.ts'
import type { PaletteKind } from './commands.ts'
import type { PaletteProps } from './palette.tsx'
import type { RecentCommands } from './recent-commands.ts'

const Palette = lazyPart(async () => (await import('./palette.tsx')).Palette, NoPalette)

/** Where the command palette appears: put once into the page. What is typed before it takes keys is in its field when it does. */
export function PalettePlace({ recent }: { recent: RecentCommands }) {
  const [kind, setKind] = useState<PaletteKind | null>(null)
  const [query, setQuery] = useState('')
  const [takesKeys, setTakesKeys] = useState(false)
  function open(next: PaletteKind) {
    setQuery('')
    setTakesKeys(false)
    setKind(next)
  }
  const close = () => setKind(null)
  useKeymap({ openPalette: () => open('all'), switchPrompt: () => open('prompts') })
  if (!kind) return null
  return (
    <>
      {!takesKeys && <TypedAhead onChange={setQuery} onCancel={close} />}
      <Suspense>
        <Palette
          key={kind}
          kind={kind}
          recent={recent}
          query={query}
          onQuery={setQuery}
          onReady={() => setTakesKeys(true)}
          onClose={close}
        />
      </Suspense>
    </>
  )
}

/** Stands there where the palette cannot be fetched: no key may be kept for what never comes. */
function NoPalette({ onClose }: PaletteProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(onClose, [])
  return null
}
