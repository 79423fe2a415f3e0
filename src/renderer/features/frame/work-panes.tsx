import { type MouseEvent, type ReactNode, useRef } from 'react'
import { useStore } from 'zustand'
import { useKeymap } from '../../parts/keymap/use-keymap.tsx'
import { type LayoutStore, number } from '../../parts/layout/layout-store.ts'
import { showOnly, toggleRoom, useOnlyPane } from '../../parts/layout/pane-room.tsx'
import { classNames } from '../../ui/class-names.ts'
import { SplitPane } from '../../ui/split-pane.tsx'
import { useFocusKept } from './use-focus-kept.ts'
import { useMedia } from './use-media.ts'
import { usePaneKeys } from './use-pane-keys.ts'
import styles from './work-panes.module.css'

type WorkPanesProps = {
  layout: LayoutStore
  isFlipped: boolean
  editor: ReactNode
  /** In the place of the editor, which stays behind it. */
  overEditor?: { label: string; content: ReactNode } | null
  response: ReactNode
}

/**
 * The editor and the response: side by side, or one under the other where the window is narrow. One of them may lie over the
 * other with all the room; where the focus goes to the other, both are seen again.
 */
export function WorkPanes({ layout, isFlipped, editor, overEditor = null, response }: WorkPanesProps) {
  const isNarrow = useMedia('(max-width: 999px)')
  const sizeName = isNarrow ? 'editor.height' : 'editor.width'
  const size = useStore(layout, (state) => number(state.layout, sizeName))
  const only = useOnlyPane(layout)
  const area = useRef<HTMLDivElement>(null)
  usePaneKeys()
  useFocusKept(area)
  useKeymap({
    maximisePane: () =>
      toggleRoom(layout, document.activeElement?.closest('[data-prompt-editor]') ? 'editor' : 'response'),
  })
  const roomOf = (pane: 'editor' | 'response') => ({
    'data-pane': true,
    'data-only': only === pane || undefined,
    'data-covered': (only !== null && only !== pane) || undefined,
    onFocusCapture: () => only !== null && only !== pane && showOnly(layout, null),
    onDoubleClick: (event: MouseEvent) => isHead(event.target) && toggleRoom(layout, pane),
  })
  return (
    <div ref={area} className={styles.work}>
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
            <>
              <section
                className={classNames(styles.editor, overEditor !== null && styles.behind)}
                aria-label="Request"
                data-prompt-editor
                {...roomOf('editor')}
              >
                {editor}
              </section>
              {overEditor && (
                <section className={styles.editor} aria-label={overEditor.label} {...roomOf('editor')}>
                  {overEditor.content}
                </section>
              )}
            </>
          }
          second={
            <section className={styles.response} aria-label="Response" {...roomOf('response')}>
              {response}
            </section>
          }
        />
      </div>
    </div>
  )
}

/** Whether it is the bare head of a pane, and nothing in it that is pressed. */
function isHead(target: EventTarget): boolean {
  return (
    target instanceof Element && target.closest('[data-pane-head]') !== null && !target.closest('button, input, label')
  )
}
