import { cloneElement, type ReactElement, type ReactNode, Suspense, useRef, useState } from 'react'
import { lazyPart } from './lazy-part.ts'

export type FlyoutProps = {
  /** The button that opens it: `<Button>` or `<IconButton>`. */
  trigger: ReactElement<Record<string, unknown>>
  /** The accessible name. */
  title: string
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** Made only while it is open: components in it can be lazy. */
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  /** Asked as it closes: what puts the focus somewhere else than back on the button, and is called once that is possible. */
  leaveTo?: () => (() => void) | null
}

const Popup = lazyPart(async () => (await import('./flyout-popup.tsx')).FlyoutPopup)

/**
 * A panel of any size beside its button. Escape and a click outside close it. What floats is loaded when the button is
 * first pressed; a press meanwhile is kept.
 */
export function Flyout({ trigger, ...popup }: FlyoutProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [wasOpen, setWasOpen] = useState(false)
  if (popup.isOpen && !wasOpen) setWasOpen(true)
  return (
    <>
      {cloneElement(trigger, {
        ref: button,
        'aria-haspopup': 'dialog',
        'aria-expanded': popup.isOpen,
        'data-popup-open': popup.isOpen ? '' : undefined,
        onClick: () => popup.onOpenChange(!popup.isOpen),
      })}
      <Suspense>{wasOpen && <Popup {...popup} anchor={button} />}</Suspense>
    </>
  )
}
