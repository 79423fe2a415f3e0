import { Popover } from '@base-ui/react/popover'
import { type RefObject, Suspense, useRef } from 'react'
import styles from './flyout.module.css'
import type { FlyoutProps } from './flyout.tsx'
import { PortalPlace, usePortalPlace } from './portal-place.ts'

type FlyoutPopupProps = Omit<FlyoutProps, 'trigger'> & { anchor: RefObject<HTMLElement | null> }

/** The panel itself, in a chunk of its own: `flyout.tsx` loads it. */
export function FlyoutPopup(props: FlyoutPopupProps) {
  const { title, isOpen, onOpenChange, children, align = 'start', leaveTo, anchor } = props
  const popup = useRef<HTMLDivElement>(null)

  /** Only here it is known that nothing moves the focus any more. */
  function finalFocus() {
    const leave = leaveTo?.()
    if (!leave) return anchor.current
    setTimeout(leave)
    return false
  }
  return (
    <Popover.Root
      open={isOpen}
      onOpenChange={(open, { event }) => {
        // A press on the button is the button's own to judge: it would close here and open again there.
        if (!open && event.target instanceof Node && event.type !== 'keydown' && anchor.current?.contains(event.target))
          return
        onOpenChange(open)
      }}
    >
      <Popover.Portal container={usePortalPlace()}>
        <Popover.Positioner
          className={styles.positioner}
          anchor={anchor}
          align={align}
          side="bottom"
          sideOffset={4}
          collisionPadding={8}
        >
          <Popover.Popup
            ref={popup}
            className={styles.popup}
            aria-label={title}
            initialFocus={popup}
            finalFocus={finalFocus}
          >
            <PortalPlace value={null}>
              <Suspense>{children}</Suspense>
            </PortalPlace>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  )
}
