import { type ReactNode, Suspense, useLayoutEffect, useRef } from 'react'
import { classNames } from './class-names.ts'
import { lazyAtRest } from './lazy-part.ts'
import styles from './split-pane.module.css'

export type SplitPaneProps = {
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

const Divider = lazyAtRest(async () => (await import('./split-divider.tsx')).SplitDivider)

/**
 * Two panes with a divider that takes drags, arrow keys, Home and End; a double click resets. The panes have their sizes from the
 * first drawing on; what moves the divider is loaded behind it, lies over the panes and tells them their share from then on.
 */
export function SplitPane(props: SplitPaneProps) {
  const { orientation, first, second, isFirstHidden, isFlipped, unit, size, defaultSize, limits } = props
  const group = useRef<HTMLDivElement>(null)
  const isMeasured = useRef(false)
  const startSize = size ?? defaultSize

  const { first: firstLeast, second: secondLeast, firstMost } = limits
  useLayoutEffect(() => {
    if (!group.current || isMeasured.current) return
    if (unit === '%') share(group.current, startSize)
    else set(group.current, { '--first': `0 1 ${startSize}px`, '--second': '1 1 0px' })
    set(group.current, {
      '--first-least': `${firstLeast}px`,
      '--first-most': firstMost === undefined ? 'none' : `${firstMost}px`,
      '--second-least': `${secondLeast}px`,
    })
  }, [startSize, unit, firstLeast, firstMost, secondLeast])

  function follow(percent: number) {
    if (!group.current) return
    // The divider keeps the limits itself, and knows what a remembered size has become in a smaller window.
    if (!isMeasured.current) set(group.current, { '--first-least': '0', '--first-most': 'none', '--second-least': '0' })
    isMeasured.current = true
    share(group.current, percent)
  }
  const panes = [
    <div key="first" className={classNames(styles.pane, styles.first)}>
      {first}
    </div>,
    <div key="line" className={styles.line} />,
    <div key="second" className={classNames(styles.pane, styles.second)}>
      {second}
    </div>,
  ]
  const shown = isFirstHidden ? panes.slice(2) : panes
  return (
    <div ref={group} className={classNames(styles.group, styles[orientation])}>
      {isFlipped ? shown.toReversed() : shown}
      {!isFirstHidden && (
        <Suspense>
          <Divider {...props} onShare={follow} />
        </Suspense>
      )}
    </div>
  )
}

/** Gives the first pane so many percent of what the divider leaves. */
function share(group: HTMLElement, percent: number): void {
  set(group, { '--first': `${percent} 1 0px`, '--second': `${100 - percent} 1 0px` })
}

/** Not by React: the divider must be able to change them while nothing is rendered. */
function set({ style }: HTMLElement, properties: Record<string, string>): void {
  for (const [name, value] of Object.entries(properties)) style.setProperty(name, value)
}
