import { Suspense, useState } from 'react'
import { useKeymap, useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { findingsOf } from '../../parts/prompt/findings/findings-store.ts'
import { useFindings } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Tooltip } from '../../ui/tooltip.tsx'

const Drawer = lazyPart(async () => (await import('./variables-drawer.tsx')).VariablesDrawer)
const RenderedDialog = lazyPart(async () => (await import('./rendered-dialog.tsx')).RenderedDialog)

type DrawerProps = { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }

/** Opens the drawer, and shows the texts as they are sent. */
export function VariableButtons({ isOpen, onOpenChange }: DrawerProps) {
  const [isRendered, setRendered] = useState(false)
  const isMissing = useFindings((state) => findingsOf(state, 'variables').some(({ severity }) => severity !== 'hint'))
  const toggle = () => onOpenChange(!isOpen)
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
export function VariablesPlace({ isOpen, onOpenChange }: DrawerProps) {
  return <Suspense>{isOpen && <Drawer onClose={() => onOpenChange(false)} />}</Suspense>
}
