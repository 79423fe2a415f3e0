import type { ReactNode } from 'react'
import { useStore } from 'zustand'
import { type LayoutStore, sizesOf } from '../../parts/layout/layout-store.ts'
import { type Pane, SplitPane } from '../../ui/split-pane.tsx'
import { useMedia } from './use-media.ts'
import styles from './work-panes.module.css'

type WorkPanesProps = { layout: LayoutStore; isFlipped: boolean; editor: ReactNode; response: ReactNode }

/** The editor and the response: side by side, or one under the other where the window is narrow. */
export function WorkPanes({ layout, isFlipped, editor, response }: WorkPanesProps) {
  const isNarrow = useMedia('(max-width: 999px)')
  const sizesName = isNarrow ? 'sizes.work.stacked' : 'sizes.work.beside'
  const sizes = useStore(layout, (state) => state.layout[sizesName])

  const panes: Pane[] = [
    {
      id: 'editor',
      defaultSize: '50%',
      minSize: '220px',
      content: (
        <section className={styles.editor} aria-label="Request" data-prompt-editor>
          {editor}
        </section>
      ),
    },
    {
      id: 'response',
      defaultSize: '50%',
      minSize: '180px',
      content: (
        <section className={styles.response} aria-label="Response">
          {response}
        </section>
      ),
    },
  ]
  return (
    <main className={styles.work}>
      <div className={styles.floor}>
        <SplitPane
          id="work"
          orientation={isNarrow ? 'vertical' : 'horizontal'}
          panes={isFlipped ? panes.toReversed() : panes}
          sizes={sizes === undefined ? null : sizesOf(layout.getState().layout, sizesName, ['editor', 'response'])}
          onResized={({ editor: first = 0, response: second = 0 }) =>
            layout.getState().remember(sizesName, [first, second])
          }
          dividerLabel={() => 'Between editor and response'}
        />
      </div>
    </main>
  )
}
