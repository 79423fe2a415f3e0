import { type ReactNode, useId, useLayoutEffect, useRef } from 'react'
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels'
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

/** Two panes with a divider that takes drags, arrow keys, Home and End; a double click resets. */
export function SplitPane(props: SplitPaneProps) {
  const { orientation, first, second, isFirstHidden, isFlipped, unit, size, defaultSize, limits, onResized, label } =
    props
  const id = useId()
  const firstId = `${id}-first`
  const panel = usePanelRef()
  const startSize = `${size ?? defaultSize}${unit}`

  // Each orientation has a size of its own, and the library keeps the share of the one before.
  const turned = useRef(orientation)
  useLayoutEffect(() => {
    if (turned.current === orientation) return
    turned.current = orientation
    panel.current?.resize(startSize)
  }, [orientation, panel, startSize])

  function reset() {
    panel.current?.resize(`${defaultSize}${unit}`)
    onResized(null)
  }
  function remember(share: number | undefined) {
    const pane = panel.current?.getSize()
    if (pane && share !== undefined) onResized(unit === 'px' ? Math.round(pane.inPixels) : share)
  }
  const panes = [
    <Panel
      key="first"
      id={firstId}
      panelRef={panel}
      className={styles.pane}
      defaultSize={startSize}
      minSize={limits.first}
      maxSize={limits.firstMost}
      groupResizeBehavior={unit === 'px' ? 'preserve-pixel-size' : 'preserve-relative-size'}
    >
      {first}
    </Panel>,
    <Separator key="divider" className={styles.divider} aria-label={label} disableDoubleClick onDoubleClick={reset} />,
    <Panel key="second" id={`${id}-second`} className={styles.pane} minSize={limits.second}>
      {second}
    </Panel>,
  ]
  const shown = isFirstHidden ? panes.slice(2) : panes
  return (
    <Group
      className={classNames(styles.group, styles[orientation])}
      orientation={orientation}
      onLayoutChanged={(layout, { isUserInteraction }) => isUserInteraction && remember(layout[firstId])}
    >
      {isFlipped ? shown.toReversed() : shown}
    </Group>
  )
}
