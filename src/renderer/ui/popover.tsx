import { Popover as BasePopover } from '@base-ui/react/popover'
import type { ReactElement, ReactNode } from 'react'
import styles from './popover.module.css'
import { usePortalPlace } from './portal-place.ts'

type PopoverProps = {
  trigger: ReactElement<Record<string, unknown>>
  /** Shown on top, and the accessible name. */
  title: string
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom' | 'left' | 'right'
  /** Only when the opener must know: it works by itself without. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
}

/** A small panel beside its button. Escape and a click outside close it, and focus goes back to the button. */
export function Popover({ trigger, title, children, align = 'start', side = 'bottom', ...state }: PopoverProps) {
  return (
    <BasePopover.Root {...state}>
      <BasePopover.Trigger render={trigger} />
      <BasePopover.Portal container={usePortalPlace()}>
        <BasePopover.Positioner
          className={styles.positioner}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
        >
          <BasePopover.Popup className={styles.popup}>
            <BasePopover.Title className={styles.title}>{title}</BasePopover.Title>
            {children}
          </BasePopover.Popup>
        </BasePopover.Positioner>
      </BasePopover.Portal>
    </BasePopover.Root>
  )
}
