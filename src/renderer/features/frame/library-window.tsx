// The tree of a large library: only the lines in sight are in the page.
import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'
import { useKeptRow } from '../../ui/use-kept-row.ts'
import { lineHeight } from './library-line.tsx'
import styles from './library-list.module.css'
import type { TreeRow } from './library-tree.ts'

type LibraryWindowProps = {
  rows: readonly TreeRow[]
  /** The open prompt: its line is brought into sight. */
  openId: string | null
  line: (row: TreeRow, index: number, topPx: number) => ReactNode
}

export function LibraryWindow({ rows, openId, line }: LibraryWindowProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const { rangeExtractor, ...focus } = useKeptRow(
    (index) => rows[index]?.key,
    (key) => rows.findIndex((row) => row.key === key),
    '[data-library-row]',
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    getItemKey: (index) => rows[index]?.key ?? index,
    // Before it is measured: the first drawing has lines, too.
    initialRect: { width: 240, height: 400 },
    rangeExtractor,
    overscan: 12,
  })
  const openIndex = rows.findIndex(({ key }) => key === openId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each prompt that is opened, not for each change of the list
  useEffect(() => {
    if (openIndex >= 0) virtual.scrollToIndex(openIndex)
  }, [openId])
  return (
    <div ref={scroller} className={styles.window}>
      <ul className={styles.height} style={{ height: virtual.getTotalSize() }} {...focus}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return row && line(row, index, start)
        })}
      </ul>
    </div>
  )
}
