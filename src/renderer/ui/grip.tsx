import { GripVertical } from 'lucide-react'
import { useRef } from 'react'
import { classNames } from './class-names.ts'
import type { RowKind } from './drag-rows.ts'
import styles from './grip.module.css'
import { useDragHandle } from './use-drag.ts'

type GripProps = { kind: RowKind; id: string; label: string; className?: string }

/** The handle of a row, which drags it. What the arrow keys do on it (`data-grip`) is up to the list. */
export function Grip({ kind, id, label, className }: GripProps) {
  const handle = useRef<HTMLButtonElement>(null)
  useDragHandle(handle, kind, id)
  return (
    <button
      ref={handle}
      type="button"
      className={classNames(styles.grip, className)}
      aria-label={label}
      data-grip
      title="Drag, or use the arrow keys"
    >
      <GripVertical size={12} aria-hidden />
    </button>
  )
}
