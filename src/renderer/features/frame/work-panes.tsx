import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { type LayoutStore, number } from '../../parts/layout/layout-store.ts'
import { SplitPane } from '../../ui/split-pane.tsx'
import { useMedia } from './use-media.ts'
import styles from './work-panes.module.css'

type WorkPanesProps = { layout: LayoutStore; isFlipped: boolean; editor: ReactNode; response: ReactNode }

/** The editor and the response: side by side, or one under the other where the window is narrow. */
export function WorkPanes({ layout, isFlipped, editor, response }: WorkPanesProps) {
  const isNarrow = useMedia('(max-width: 999px)')
  const sizeName = isNarrow ? 'editor.height' : 'editor.width'
  const size = useStore(layout, (state) => number(state.layout, sizeName))
  return (
    <div className={styles.work}>
      <div className={styles.floor}>
        <SplitPane
          orientation={isNarrow ? 'vertical' : 'horizontal'}
          label="Between editor and response"
          unit="%"
          size={size}
          defaultSize={50}
          limits={isNarrow ? { first: 220, second: 180 } : { first: 400, second: 320 }}
          isFlipped={isFlipped}
          onResized={(share) => layout.getState().remember(sizeName, share)}
          first={
            <section className={styles.editor} aria-label="Request" data-prompt-editor>
              {editor}
            </section>
          }
          second={
            <section className={styles.response} aria-label="Response">
              {response}
            </section>
          }
        />
      </div>
    </div>
  )
}
