import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import type { ReactElement, ReactNode } from 'react'
import styles from './tooltip.module.css'

type TooltipProps = {
  /** Nothing is shown while this is empty. */
  content: ReactNode
  side?: 'top' | 'bottom' | 'left' | 'right'
  /** The control that it explains. It keeps its own accessible name: a tooltip is an addition, never the name. */
  children: ReactElement<Record<string, unknown>>
}

/** A few words on hover and on keyboard focus. */
export function Tooltip({ content, side = 'bottom', children }: TooltipProps) {
  return (
    <BaseTooltip.Root disabled={!content}>
      <BaseTooltip.Trigger render={children} delay={450} />
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner className={styles.positioner} side={side} sideOffset={6} collisionPadding={6}>
          <BaseTooltip.Popup className={styles.popup}>{content}</BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  )
}
