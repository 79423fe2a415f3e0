import { type KeyboardEvent, type PointerEvent, type ReactNode, useId, useRef, useState } from 'react'
import { classNames } from './class-names.ts'
import styles from './split-pane.module.css'

type SplitPaneProps = {
  orientation: 'horizontal' | 'vertical'
  first: ReactNode
  second: ReactNode
  /** The first pane is away, and the divider with it. */
  isFirstHidden?: boolean
  /** The second pane stands before the first one; sizes still are those of the first. */
  isFlipped?: boolean
  /** What sizes are counted in. A pane in `px` keeps its size when the window changes, one in `%` its share. */
  unit: 'px' | '%'
  /** Of the first pane; `null` for the default. */
  size: number | null
  defaultSize: number
  /** In pixels: how small each pane may become, and how large the first one. */
  limits: { first: number; second: number; firstMost?: number }
  /** Called when the user let go of the divider, and with `null` after a double click. */
  onResized: (size: number | null) => void
  /** The accessible name of the divider. */
  label: string
}

/** Two panes with a divider that takes drags, arrow keys (Shift: further), Home and End; a double click resets. */
export function SplitPane(props: SplitPaneProps) {
  const { orientation, first, second, isFirstHidden, isFlipped, unit, limits } = props
  /** While the divider is dragged. */
  const [draft, setDraft] = useState<number | null>(null)
  const firstId = useId()
  const size = draft ?? props.size ?? props.defaultSize
  const most = limits.firstMost === undefined ? '100%' : `${limits.firstMost}px`
  const basis = `clamp(${limits.first}px, ${size}${unit}, min(${most}, 100% - ${limits.second + 1}px))`
  const minimum = orientation === 'horizontal' ? 'minWidth' : 'minHeight'
  const panes = [
    <div key="first" id={firstId} className={styles.pane} style={{ flex: `0 0 ${basis}`, [minimum]: limits.first }}>
      {first}
    </div>,
    <Divider key="divider" {...props} size={size} firstId={firstId} onDraft={setDraft} />,
    <div key="second" className={styles.pane} style={{ flex: '1 1 0', [minimum]: limits.second }}>
      {second}
    </div>,
  ]
  const shown = isFirstHidden ? panes.slice(2) : panes
  return <div className={classNames(styles.group, styles[orientation])}>{isFlipped ? shown.toReversed() : shown}</div>
}

type DividerProps = SplitPaneProps & { size: number; firstId: string; onDraft: (size: number | null) => void }

function Divider({ orientation, isFlipped, unit, size, limits, onResized, label, firstId, onDraft }: DividerProps) {
  const divider = useRef<HTMLDivElement>(null)
  /** What the drag has come to; a ref, because the end of a drag may come before the next render. */
  const dragged = useRef<number | null>(null)
  const isHorizontal = orientation === 'horizontal'

  /** The pixels of the whole group, and of the first pane where its edge is at this point of the screen. */
  function measure(point: number) {
    const group = divider.current!.parentElement!.getBoundingClientRect()
    const [start, end] = isHorizontal ? [group.left, group.right] : [group.top, group.bottom]
    return { groupPx: end - start, firstPx: isFlipped ? end - point : point - start }
  }

  /** Within the limits, and in the unit that sizes are counted in. */
  function toSize(firstPx: number, groupPx: number): number {
    const most = Math.min(limits.firstMost ?? groupPx, groupPx - limits.second - 1)
    const px = Math.max(limits.first, Math.min(most, firstPx))
    return unit === 'px' ? Math.round(px) : Math.round((px / groupPx) * 10_000) / 100
  }

  function drag(event: PointerEvent) {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return
    const { firstPx, groupPx } = measure(isHorizontal ? event.clientX : event.clientY)
    dragged.current = toSize(firstPx, groupPx)
    onDraft(dragged.current)
  }

  function drop() {
    if (dragged.current !== null) onResized(dragged.current)
    dragged.current = null
    onDraft(null)
  }

  function handleKey(event: KeyboardEvent) {
    const rect = divider.current!.getBoundingClientRect()
    const { firstPx, groupPx } = measure(isHorizontal ? rect.left : rect.top)
    const step = (event.shiftKey ? 96 : 16) * (isFlipped ? -1 : 1)
    const [less, more] = isHorizontal ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown']
    const next =
      event.key === less
        ? firstPx - step
        : event.key === more
          ? firstPx + step
          : event.key === 'Home'
            ? 0
            : event.key === 'End'
              ? groupPx
              : null
    if (next === null || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    onResized(toSize(next, groupPx))
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>
    <div
      ref={divider}
      role="separator"
      tabIndex={0}
      className={styles.divider}
      aria-label={label}
      aria-orientation={isHorizontal ? 'vertical' : 'horizontal'}
      aria-controls={firstId}
      aria-valuenow={Math.round(size)}
      aria-valuemin={unit === 'px' ? limits.first : 0}
      aria-valuemax={unit === 'px' ? (limits.firstMost ?? 10_000) : 100}
      aria-valuetext={unit === 'px' ? `${Math.round(size)} pixels` : `${Math.round(size)} per cent`}
      onPointerDown={(event) => {
        if (event.button === 0) event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={drag}
      onLostPointerCapture={drop}
      onDoubleClick={() => onResized(null)}
      onKeyDown={handleKey}
    />
  )
}
