import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import { type ReactElement, type ReactNode, Suspense } from 'react'
import { lazyAtRest } from './lazy-part.ts'

type Side = 'top' | 'bottom' | 'left' | 'right'

export type TooltipPayload = { content: ReactNode; side: Side }

type TooltipProps = {
  /** Nothing is shown while this is empty. */
  content: ReactNode
  side?: Side
  /** The control that it explains. It keeps its own accessible name: a tooltip is an addition, never the name. */
  children: ReactElement<Record<string, unknown>>
}

/** Joins every control to the one bubble of the page. */
export const tooltips = BaseTooltip.createHandle<TooltipPayload>()

const hoverDelayMs = 450
/** Long enough to move the pointer onto the tooltip, as people do who enlarge the screen. */
const leaveDelayMs = 120

/** A few words on hover and on keyboard focus. Escape, a press and scrolling take them away. */
export function Tooltip({ content, side = 'bottom', children }: TooltipProps) {
  const isNews = typeof content === 'string' && content !== children.props['aria-label']
  return (
    <BaseTooltip.Trigger
      handle={tooltips}
      payload={{ content, side }}
      disabled={!content}
      delay={hoverDelayMs}
      closeDelay={leaveDelayMs}
      aria-description={isNews ? content : undefined}
      render={children}
    />
  )
}

const TooltipBubble = lazyAtRest(async () => (await import('./tooltip-bubble.tsx')).TooltipBubble)

/** Where the words appear: put once into the page. What places them is loaded behind the first screen. */
export function TooltipLayer() {
  return (
    <Suspense>
      <TooltipBubble />
    </Suspense>
  )
}
