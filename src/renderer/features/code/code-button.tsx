import { Suspense } from 'react'
import { useStore } from 'zustand'
import type { LayoutStore } from '../../parts/layout/layout-store.ts'
import { Button } from '../../ui/button.tsx'
import { lazyAtRest } from '../../ui/lazy-part.ts'
import { isCodeShown, showCode } from './code-shown.ts'

const CodeOffers = lazyAtRest(async () => (await import('./code-offers.tsx')).CodeOffers)

/** In the title bar: shows the request as code, or the answer again. */
export function CodeButton({ layout }: { layout: LayoutStore }) {
  const isShown = useStore(layout, isCodeShown)
  return (
    <>
      <Button
        aria-pressed={isShown}
        data-command={isShown ? 'Hide Code' : 'Show Code'}
        onClick={() => showCode(layout, !isShown)}
      >
        Code
      </Button>
      <Suspense>
        <CodeOffers layout={layout} />
      </Suspense>
    </>
  )
}
