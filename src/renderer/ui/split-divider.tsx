import { useId, useLayoutEffect, useRef } from 'react'
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels'
import { classNames } from './class-names.ts'
import styles from './split-pane.module.css'
import type { SplitPaneProps } from './split-pane.tsx'

type SplitDividerProps = Omit<SplitPaneProps, 'first' | 'second' | 'isFirstHidden'> & {
  /** Told at once, and whenever it changes: the share of the first pane, in percent of what the divider leaves. */
  onShare: (percent: number) => void
}

/** The divider of two panes: it lies over them between two empty panels, which pass on what is pressed. */
export function SplitDivider(props: SplitDividerProps) {
  const { orientation, isFlipped, unit, size, defaultSize, limits, onResized, label, onShare } = props
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
  const panels = [
    <Panel
      key="first"
      id={firstId}
      panelRef={panel}
      defaultSize={startSize}
      minSize={limits.first}
      maxSize={limits.firstMost}
      groupResizeBehavior={unit === 'px' ? 'preserve-pixel-size' : 'preserve-relative-size'}
    />,
    <Separator key="divider" className={styles.divider} aria-label={label} disableDoubleClick onDoubleClick={reset} />,
    <Panel key="second" id={`${id}-second`} minSize={limits.second} />,
  ]
  return (
    <Group
      className={classNames(styles.over, styles[orientation])}
      orientation={orientation}
      onLayoutChange={({ [firstId]: share }) => {
        if (share !== undefined) onShare(share)
      }}
      onLayoutChanged={(layout, { isUserInteraction }) => isUserInteraction && remember(layout[firstId])}
    >
      {isFlipped ? panels.toReversed() : panels}
    </Group>
  )
}
