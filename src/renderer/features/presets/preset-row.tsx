import { Copy, Ellipsis, FileDown, GripVertical, Pencil, RefreshCw, Trash2 } from 'lucide-react'
import { type KeyboardEvent, memo, useRef, useState } from 'react'
import type { PresetEntry } from '#shared/contract/presets'
import { useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { useMoveKeys } from '../../parts/prompt/cards/use-move-keys.ts'
import { IconButton } from '../../ui/button.tsx'
import { isComposing } from '../../ui/is-composing.ts'
import { Menu } from '../../ui/menu.tsx'
import { NameField } from '../../ui/name-field.tsx'
import { useDragHandle } from '../../ui/use-drag.ts'
import styles from './presets-list.module.css'
import type { PresetActions } from './use-preset-actions.ts'

/** One preset: Enter shows what it would change, the menu has the rest. */
export const PresetRow = memo(function PresetRow({ entry, actions }: { entry: PresetEntry; actions: PresetActions }) {
  const { id, name, holds } = entry
  const grip = useRef<HTMLSpanElement>(null)
  const [isRenaming, setIsRenaming] = useState(false)
  const moveByKey = useMoveKeys((steps) => actions.moveBy(id, steps))
  const [up, down] = [useShortcut('moveMessageUp'), useShortcut('moveMessageDown')]
  useDragHandle(grip, 'preset', id)
  return (
    <li data-preset={id} className={styles.row}>
      <span
        ref={grip}
        className={styles.grip}
        title={['Drag', up && down && `or press ${up} and ${down}`].filter(Boolean).join(', ')}
      >
        <GripVertical size={12} aria-hidden />
      </span>
      {isRenaming ? (
        <NameField
          className={styles.field}
          label="Preset name"
          name={name}
          onDone={(newName) => {
            setIsRenaming(false)
            if (newName !== null) actions.rename(id, newName)
          }}
        />
      ) : (
        <button
          type="button"
          className={styles.name}
          title={`${name}\nHolds: ${holds.join(', ') || 'nothing'}`}
          aria-keyshortcuts="F2 Delete"
          onClick={() => actions.apply(id)}
          onKeyDown={(event) => {
            moveByKey(event)
            handleKey(event, id, actions, () => setIsRenaming(true))
          }}
        >
          <span className={styles.text}>{name}</span>
        </button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton
            size="small"
            className={styles.more}
            label={`Actions for preset ${name}`}
            icon={<Ellipsis size={14} />}
          />
        }
        items={[
          { label: 'Apply…', onSelect: () => actions.apply(id) },
          'separator',
          { label: 'Rename', icon: <Pencil size={14} />, shortcut: 'F2', onSelect: () => setIsRenaming(true) },
          {
            label: 'Update from the prompt…',
            icon: <RefreshCw size={14} />,
            onSelect: () => actions.startUpdate(id),
          },
          { label: 'Duplicate', icon: <Copy size={14} />, onSelect: () => actions.duplicate(id) },
          { label: 'Export', icon: <FileDown size={14} />, onSelect: () => actions.exportFile([id]) },
          { label: 'Move up', shortcut: up, onSelect: () => actions.moveBy(id, -1) },
          { label: 'Move down', shortcut: down, onSelect: () => actions.moveBy(id, 1) },
          'separator',
          { label: 'Delete', icon: <Trash2 size={14} />, danger: true, onSelect: () => actions.remove(id) },
        ]}
      />
    </li>
  )
})

/** Up and Down go to the preset above or below. */
function handleKey(event: KeyboardEvent<HTMLElement>, id: string, actions: PresetActions, rename: () => void) {
  if (isComposing(event) || event.isDefaultPrevented()) return
  const steps = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
  if (steps !== 0 && !event.altKey) focusNeighbour(event.currentTarget, steps)
  else if (event.key === 'Delete') actions.remove(id)
  else if (event.key === 'F2') rename()
  else return
  event.preventDefault()
}

function focusNeighbour(row: HTMLElement, steps: number) {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-preset] > button:first-of-type')]
  rows[rows.indexOf(row) + steps]?.focus()
}
