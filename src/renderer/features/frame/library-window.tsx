// The tree of a large library: only the lines in sight are in the page.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react'
import { lineHeight } from './library-line.tsx'
import styles from './library-list.module.css'
import type { TreeRow } from './library-tree.ts'

type LibraryWindowProps = {
  rows: readonly TreeRow[]
  /** The open prompt: its line is brought into sight. */
  openId: string | null
  onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
  line: (row: TreeRow, index: number, topPx: number) => ReactNode
}

export function LibraryWindow({ rows, openId, onKeyDown, line }: LibraryWindowProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    // Before it is measured: the first drawing has lines, too.
    initialRect: { width: 240, height: 400 },
    overscan: 12,
  })
  const openIndex = rows.findIndex(({ key }) => key === openId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each prompt that is opened, not for each change of the list
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex)
  }, [openId])
  return (
    <div ref={scroller} className={styles.window}>
      <ul className={styles.height} style={{ height: virtual.getTotalSize() }} onKeyDown={onKeyDown}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return row && line(row, index, start)
        })}
      </ul>
    </div>
  )
}
