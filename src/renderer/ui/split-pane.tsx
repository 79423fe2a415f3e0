import { Fragment, type ReactNode } from 'react'
import { Group, Panel, Separator } from 'react-resizable-panels'
import styles from './split-pane.module.css'

export type Pane = {
  id: string
  content: ReactNode
  /** `'240px'` or `'50%'`; a double click on the divider after it comes back to this. */
  defaultSize: string
  minSize: string
  maxSize?: string
  /** Keeps its width when the window is resized; the other panes take the difference. */
  keepsPixels?: boolean
}

type SplitPaneProps = {
  id: string
  orientation: 'horizontal' | 'vertical'
  panes: readonly Pane[]
  /** Per cent of the group by pane id, as `onResized` gave them; `null` for the default sizes. Read on first render only. */
  sizes: Record<string, number> | null
  /** Called when the user let go of a divider. */
  onResized: (sizes: Record<string, number>) => void
  /** The accessible name of the divider before a pane. */
  dividerLabel: (paneId: string) => string
}

/** Panes side by side, or one over the other. Dividers take drags, arrow keys, Home and End; a double click resets. */
export function SplitPane({ id, orientation, panes, sizes, onResized, dividerLabel }: SplitPaneProps) {
  return (
    <Group
      id={id}
      className={styles.group}
      orientation={orientation}
      defaultLayout={sizes ?? undefined}
      onLayoutChanged={(layout, { isUserInteraction }) => {
        if (isUserInteraction) onResized(layout)
      }}
    >
      {panes.map((pane, index) => (
        <Fragment key={pane.id}>
          {index > 0 && (
            <Separator id={`${id}-before-${pane.id}`} className={styles.divider} aria-label={dividerLabel(pane.id)} />
          )}
          <Panel
            id={pane.id}
            className={styles.pane}
            defaultSize={pane.defaultSize}
            minSize={pane.minSize}
            maxSize={pane.maxSize}
            groupResizeBehavior={pane.keepsPixels ? 'preserve-pixel-size' : 'preserve-relative-size'}
          >
            {pane.content}
          </Panel>
        </Fragment>
      ))}
    </Group>
  )
}
