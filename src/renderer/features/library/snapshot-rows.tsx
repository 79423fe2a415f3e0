import { Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { SnapshotEntry } from '#shared/library/library'
import { IconButton } from '../../ui/button.tsx'
import { NameField } from '../../ui/name-field.tsx'
import styles from './snapshots-dialog.module.css'

type SnapshotRowsProps = {
  entries: readonly SnapshotEntry[]
  shownId: string | null
  onShow: (id: string) => void
  onRename: (id: string, name: string) => void
  onRemove: (id: string) => void
}

export function SnapshotRows({ entries, ...rest }: SnapshotRowsProps) {
  return (
    <ul className={styles.list} aria-label="Snapshots">
      {entries.map((entry) => (
        <SnapshotRow key={entry.id} entry={entry} {...rest} />
      ))}
    </ul>
  )
}

type SnapshotRowProps = Omit<SnapshotRowsProps, 'entries'> & { entry: SnapshotEntry }

function SnapshotRow({ entry: { id, name, takenAt }, shownId, onShow, onRename, onRemove }: SnapshotRowProps) {
  const [isRenaming, setRenaming] = useState(false)
  return (
    <li className={styles.row} data-shown={id === shownId || undefined}>
      {isRenaming ? (
        <NameField
          className={styles.name}
          label="Snapshot name"
          name={name}
          onDone={(typed) => {
            setRenaming(false)
            if (typed !== null) onRename(id, typed)
          }}
        />
      ) : (
        <button
          type="button"
          className={styles.name}
          aria-current={id === shownId ? 'true' : undefined}
          onClick={() => onShow(id)}
        >
          <span>{name}</span>
          <time dateTime={takenAt} className={styles.time}>
            {new Date(takenAt).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })}
          </time>
        </button>
      )}
      <IconButton size="small" label={`Rename ${name}`} icon={<Pencil size={14} />} onClick={() => setRenaming(true)} />
      <IconButton size="small" label={`Delete ${name}`} icon={<Trash2 size={14} />} onClick={() => onRemove(id)} />
    </li>
  )
}
