import { Copy, Ellipsis, FileInput, LayoutTemplate, Pencil, Plus, Trash2 } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useStore } from 'zustand'
import type { PromptEntry } from '#shared/contract'
import { useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Menu } from '../../ui/menu.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import styles from './library-list.module.css'
import { useRemovePrompt } from './use-remove-prompt.ts'

type LibraryListProps = { onRename: () => void; onStarters: () => void; onImport: () => void }

/** The prompts in the library folder. Up and Down move between them, Delete deletes. A dropped file is imported. */
export function LibraryList({ onRename, onStarters, onImport }: LibraryListProps) {
  const { prompts, toaster } = usePromptServices()
  const entries = useStore(prompts, (state) => state.entries)
  const openId = useStore(prompts, ({ prompt }) => prompt?.id)
  const shortcut = useShortcut('newPrompt')
  return (
    <section aria-labelledby="library-heading" className={styles.section} data-file-zone data-import-zone>
      <div className={styles.heading}>
        <h2 id="library-heading">Library</h2>
        <span className={styles.new}>
          <IconButton size="small" label="Import code…" icon={<FileInput size={14} />} onClick={onImport} />
          <IconButton
            size="small"
            label="New from a starter…"
            icon={<LayoutTemplate size={14} />}
            shortcut={useShortcut('newFromStarter')}
            onClick={onStarters}
          />
          <IconButton
            size="small"
            label="New prompt"
            icon={<Plus size={14} />}
            shortcut={shortcut}
            onClick={() => reportFailure(toaster, prompts.getState().create())}
          />
        </span>
      </div>
      <ul data-own-commands onKeyDown={moveFocus}>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} isOpen={entry.id === openId} onRename={onRename} />
        ))}
      </ul>
    </section>
  )
}

function Row({ entry, isOpen, onRename }: { entry: PromptEntry; isOpen: boolean; onRename: () => void }) {
  const { prompts, toaster } = usePromptServices()
  const removePrompt = useRemovePrompt()
  const { id, name, hasUnsavedEdits } = entry
  const open = () => prompts.getState().open(id)
  const remove = () => removePrompt(id, name)
  return (
    <li className={classNames(styles.row, isOpen && styles.open)}>
      <button
        type="button"
        className={styles.name}
        title={name}
        data-library-row
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => reportFailure(toaster, open())}
        onKeyDown={(event) => event.key === 'Delete' && remove()}
      >
        <span className={styles.text}>{name || 'Untitled'}</span>
        {hasUnsavedEdits && (
          <span className={styles.dot} title="Unsaved edits">
            <VisuallyHidden>, unsaved edits</VisuallyHidden>
          </span>
        )}
      </button>
      <Menu
        align="end"
        trigger={
          <IconButton
            size="small"
            className={styles.more}
            label={`Actions for ${name || 'Untitled'}`}
            icon={<Ellipsis size={14} />}
          />
        }
        items={[
          {
            label: 'Rename',
            icon: <Pencil size={14} />,
            onSelect: () => reportFailure(toaster, open().then(onRename)),
          },
          {
            label: 'Duplicate',
            icon: <Copy size={14} />,
            onSelect: () => reportFailure(toaster, open().then(prompts.getState().duplicate)),
          },
          'separator',
          { label: 'Delete', icon: <Trash2 size={14} />, danger: true, onSelect: remove },
        ]}
      />
    </li>
  )
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
  const direction = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-library-row]')]
  const index = rows.indexOf(event.target as HTMLElement)
  if (direction === 0 || index < 0) return
  event.preventDefault()
  rows[index + direction]?.focus()
}
