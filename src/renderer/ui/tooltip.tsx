import { type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import styles from './tooltip.module.css'

type Side = 'top' | 'bottom' | 'left' | 'right'

type TooltipProps = {
  /** Nothing is shown while this is empty. */
  content: ReactNode
  side?: Side
  /** The control that it explains. It keeps its own accessible name: a tooltip is an addition, never the name. */
  children: ReactNode
}

const hoverDelayMs = 450
/** Long enough to move the pointer onto the tooltip, as people do who enlarge the screen. */
const leaveDelayMs = 120

/** A few words on hover and on keyboard focus. Escape, a press and scrolling take them away. */
export function Tooltip({ content, side = 'bottom', children }: TooltipProps) {
  const [isOpen, setIsOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const wrapper = useRef<HTMLSpanElement>(null)

  function set(open: boolean, afterMs: number) {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setIsOpen(open), afterMs)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to what happens on the control inside
    <span
      ref={wrapper}
      className={styles.wrapper}
      onPointerEnter={() => set(true, hoverDelayMs)}
      onPointerLeave={() => set(false, leaveDelayMs)}
      onPointerDown={() => set(false, 0)}
      onFocus={(event) => event.target.matches(':focus-visible') && set(true, 0)}
      onBlur={() => set(false, 0)}
    >
      {children}
      {isOpen && content && (
        <Bubble anchor={wrapper} side={side} onClose={() => setIsOpen(false)}>
          {content}
        </Bubble>
      )}
    </span>
  )
}

type BubbleProps = { anchor: { current: HTMLElement | null }; side: Side; onClose: () => void; children: ReactNode }

/** In the browser's top layer, so that no pane cuts it off. */
function Bubble({ anchor, side, onClose, children }: BubbleProps) {
  const bubble = useRef<HTMLSpanElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const control = anchor.current?.firstElementChild
    if (!bubble.current || !control) return
    bubble.current.showPopover()
    place(bubble.current, control.getBoundingClientRect(), side)
    const before = control.getAttribute('aria-describedby')
    control.setAttribute('aria-describedby', before ? `${before} ${id}` : id)
    return () =>
      before ? control.setAttribute('aria-describedby', before) : control.removeAttribute('aria-describedby')
  }, [anchor, side, id])
  useEffect(() => {
    const closeOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && onClose()
    window.addEventListener('keydown', closeOnEscape, true)
    window.addEventListener('scroll', onClose, true)
    return () => {
      window.removeEventListener('keydown', closeOnEscape, true)
      window.removeEventListener('scroll', onClose, true)
    }
  }, [onClose])
  return (
    <span ref={bubble} id={id} role="tooltip" popover="manual" className={styles.bubble}>
      {children}
    </span>
  )
}

const gapPx = 6

/** Beside the control, on the other side where there is no room, and always inside the window. */
function place(bubble: HTMLElement, control: DOMRect, side: Side) {
  const { width, height } = bubble.getBoundingClientRect()
  const isBeside = side === 'left' || side === 'right'
  const before = isBeside ? control.left - width - gapPx : control.top - height - gapPx
  const after = isBeside ? control.right + gapPx : control.bottom + gapPx
  const fitsAfter = isBeside ? after + width <= window.innerWidth : after + height <= window.innerHeight
  const wantsBefore = side === 'left' || side === 'top'
  const main = wantsBefore ? (before >= 0 ? before : after) : fitsAfter ? after : before
  const centre = isBeside ? control.top + control.height / 2 - height / 2 : control.left + control.width / 2 - width / 2
  const inside = (value: number, size: number, room: number) => Math.max(gapPx, Math.min(value, room - size - gapPx))
  bubble.style.left = `${isBeside ? main : inside(centre, width, window.innerWidth)}px`
  bubble.style.top = `${isBeside ? inside(centre, height, window.innerHeight) : main}px`
}
