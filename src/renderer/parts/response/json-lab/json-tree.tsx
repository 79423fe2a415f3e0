// biome-ignore-all lint/a11y/useFocusableInteractive: the tree has the focus and names its active line
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react'
import type { JsonValue } from '#shared/text/json'
import { classNames } from '../../../ui/class-names.ts'
import { oddText } from '../odd-text.tsx'
import styles from './json-lab.module.css'
import { type JsonPath, pointerOf } from './json-path.ts'
import { type TreeRow, treeRows } from './tree-rows.ts'

type JsonTreeProps = {
  value: JsonValue
  /** The places that are open, by their pointers. */
  open: ReadonlySet<string>
  onOpenChange: (open: ReadonlySet<string>) => void
  selected: JsonPath
  onSelect: (path: JsonPath) => void
}

const rowHeight = 22
/** A longer tree scrolls. */
const highestPx = 380

/** A value as a tree, of which only the lines in sight are in the page. Arrows walk through it as in any tree. */
export function JsonTree({ value, open, onOpenChange, selected, onSelect }: JsonTreeProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => treeRows(value, open), [value, open])
  const pointer = pointerOf(selected)
  const at = useMemo(() => rows.findIndex((row) => row.pointer === pointer), [rows, pointer])
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at)
  }, [at, virtual])

  function toggle(row: TreeRow, isOpen: boolean) {
    const next = new Set(open)
    if (isOpen) next.add(row.pointer)
    else next.delete(row.pointer)
    onOpenChange(next)
  }

  function onKeyDown(event: KeyboardEvent) {
    const row = rows[Math.max(0, at)]
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return
    const step = stepOf(event.key, rows, Math.max(0, at))
    if (step === null) return
    event.preventDefault()
    if (step === 'open' || step === 'close') toggle(row, step === 'open')
    else onSelect(rows[step]?.path ?? [])
  }

  return (
    <div
      ref={list}
      role="tree"
      aria-label="JSON"
      aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
      tabIndex={0}
      className={styles.tree}
      style={{ height: Math.min(highestPx, rows.length * rowHeight + 2) }}
      onKeyDown={onKeyDown}
    >
      <div role="none" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <TreeLine
                key={row.pointer}
                id={`${id}-${index}`}
                row={row}
                top={start}
                isSelected={index === at}
                onSelect={() => onSelect(row.path)}
                onToggle={() => toggle(row, !row.isOpen)}
              />
            )
          )
        })}
      </div>
    </div>
  )
}

/** The line that a key leads to, or what it does to this one; `null` for every other key. */
function stepOf(key: string, rows: readonly TreeRow[], at: number): number | 'open' | 'close' | null {
  const row = rows[at]
  switch (key) {
    case 'ArrowDown':
      return Math.min(rows.length - 1, at + 1)
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'Home':
      return 0
    case 'End':
      return rows.length - 1
    case 'Enter':
    case ' ':
      return row?.isOpen === null ? null : row?.isOpen ? 'close' : 'open'
    case 'ArrowRight':
      return row?.isOpen === false ? 'open' : row?.isOpen ? at + 1 : null
    case 'ArrowLeft':
      return row?.isOpen
        ? 'close'
        : rows.findLastIndex(({ depth }, index) => index < at && depth === (row?.depth ?? 0) - 1)
    default:
      return null
  }
}

type TreeLineProps = {
  id: string
  row: TreeRow
  top: number
  isSelected: boolean
  onSelect: () => void
  onToggle: () => void
}

function TreeLine({ id, row, top, isSelected, onSelect, onToggle }: TreeLineProps) {
  const { depth, name, preview, kind, isOpen, setSize, place } = row
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree hears the keys
    <div
      id={id}
      role="treeitem"
      aria-level={depth + 1}
      aria-setsize={setSize}
      aria-posinset={place}
      aria-expanded={isOpen ?? undefined}
      aria-selected={isSelected}
      className={classNames(styles.row, isSelected && styles.selected)}
      style={{ transform: `translateY(${top}px)`, paddingLeft: 8 + Math.min(depth, 30) * 14 }}
      onClick={onSelect}
      onDoubleClick={isOpen === null ? undefined : onToggle}
    >
      <span className={styles.twisty} aria-hidden onClick={isOpen === null ? undefined : onToggle}>
        {isOpen === null ? '' : isOpen ? '▾' : '▸'}
      </span>
      {name !== null && <span className={styles.name}>{oddText(name.slice(0, 200))}: </span>}
      <span className={styles[kind]}>{oddText(preview)}</span>
    </div>
  )
}
