import { Suspense, useState } from 'react'
import { useStore } from 'zustand'
import { useKeymap, useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { flag, type LayoutStore } from '../../parts/layout/layout-store.ts'
import { findingsOf } from '../../parts/prompt/findings-store.ts'
import { useFindings } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Tooltip } from '../../ui/tooltip.tsx'

const Drawer = lazyPart(async () => (await import('./variables-drawer.tsx')).VariablesDrawer)
const RenderedDialog = lazyPart(async () => (await import('./rendered-dialog.tsx')).RenderedDialog)

const name = 'variables.open'

/** Opens the drawer, and shows the texts as they are sent. */
export function VariableButtons({ layout }: { layout: LayoutStore }) {
  const isOpen = useStore(layout, (state) => flag(state.layout, name, false))
  const [isRendered, setRendered] = useState(false)
  const isMissing = useFindings((state) => findingsOf(state, 'variables').some(({ severity }) => severity !== 'hint'))
  const toggle = () => layout.getState().remember(name, !isOpen)
  useKeymap({ toggleVariables: toggle })
  return (
    <span data-prompt-field="variables">
      <Tooltip content={useShortcut('toggleVariables')}>
        <Button
          variant="ghost"
          size="small"
          aria-expanded={isOpen}
          data-warning={isMissing || undefined}
          onClick={toggle}
        >
          Variables
        </Button>
      </Tooltip>
      <Button variant="ghost" size="small" onClick={() => setRendered(true)}>
        Rendered
      </Button>
      <Suspense>{isRendered && <RenderedDialog onClose={() => setRendered(false)} />}</Suspense>
    </span>
  )
}

/** Where the drawer stands: under the list of messages. */
export function VariablesPlace({ layout }: { layout: LayoutStore }) {
  const isOpen = useStore(layout, (state) => flag(state.layout, name, false))
  return <Suspense>{isOpen && <Drawer onClose={() => layout.getState().remember(name, false)} />}</Suspense>
}
