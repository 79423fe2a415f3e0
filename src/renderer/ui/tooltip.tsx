import { cloneElement, type ReactElement, Suspense } from 'react'
import { lazyAtRest } from './lazy-part.ts'

export type Side = 'top' | 'bottom' | 'left' | 'right'

type TooltipProps = {
  /** Nothing is shown while this is empty. */
  content: string | false | null | undefined
  /** The keys that do the same, printed beside the words, such as `Ctrl B`. */
  shortcut?: string
  side?: Side
  /** The control that it explains. It keeps its own accessible name: a tooltip is an addition, never the name. */
  children: ReactElement<Record<string, unknown>>
}

/**
 * A few words on hover and on keyboard focus. Escape, a press and scrolling take them away.
 * The control is only marked with them, which costs nothing: the page's one bubble looks for the mark when it is pointed at.
 */
export function Tooltip({ content, shortcut, side, children }: TooltipProps) {
  if (!content) return children
  const isNews = !shortcut && content !== children.props['aria-label']
  return cloneElement(children, {
    'data-tooltip': content,
    'data-tooltip-keys': shortcut,
    'data-tooltip-side': side,
    'aria-description': children.props['aria-description'] ?? (isNews ? content : undefined),
  })
}

const TooltipBubble = lazyAtRest(async () => (await import('./tooltip-bubble.tsx')).TooltipBubble)

/** Where the words appear: put once into the page. It is loaded behind the first screen. */
export function TooltipLayer() {
  return (
    <Suspense>
      <TooltipBubble />
    </Suspense>
  )
}
