import {
  Copy,
  Ellipsis,
  FileInput,
  FolderInput,
  FolderOpen,
  FolderPlus,
  LayoutTemplate,
  Pencil,
  Plus,
  Share2,
  Trash2,
} from 'lucide-react'
import { type KeyboardEvent, type ReactNode, Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { PromptEntry } from '#shared/contract'
import { useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { newPrompt } from '../../parts/prompt/new-prompt.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Menu } from '../../ui/menu.tsx'
import { useDragHandle, useDropInto } from '../../ui/use-drag.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { FolderRow, makeFolder } from './library-folder.tsx'
import styles from './library-list.module.css'
import { type LibraryFolder, libraryTree } from './library-tree.ts'
import { useRemovePrompt } from './use-remove-prompt.ts'

const LibraryHits = lazyPart(async () => (await import('./library-hits.tsx')).LibraryHits)
const noFolders: readonly string[] = []

type LibraryListProps = { onRename: () => void; onStarters: () => void; onImport: () => void; onShare: () => void }

/**
 * The prompts in the library's folder. Up and Down move between them, Delete deletes. A search takes the place of the tree. A
 * dropped file is imported.
 */
export function LibraryList({ onRename, onStarters, onImport, onShare }: LibraryListProps) {
  const services = usePromptServices()
  const { host, prompts, libraryDialog, toaster } = services
  const entries = useStore(prompts, (state) => state.entries)
  const folders = useStore(prompts, ({ library }) => library?.folders ?? noFolders)
  const [query, setQuery] = useState('')
  const [made, setMade] = useState<string | null>(null)
  const root = useMemo(() => libraryTree(entries, folders), [entries, folders])
  const list = useRef<HTMLUListElement>(null)
  const { move } = prompts.getState()
  const takeOut = useCallback((id: string) => reportFailure(toaster, move(id, '')), [move, toaster])
  useDropInto(list, 'prompt', takeOut)

  const contentsOf = (folder: LibraryFolder): ReactNode => (
    <>
      {folder.folders.map((inner) => (
        <FolderRow key={inner.path} folder={inner} isNew={inner.path === made} onMade={setMade}>
          <ul>{contentsOf(inner)}</ul>
        </FolderRow>
      ))}
      {folder.entries.map((entry) => (
        <Row key={entry.id} entry={entry} hasFolders={folders.length > 0} onRename={onRename} onShare={onShare} />
      ))}
    </>
  )
  return (
    <section aria-labelledby="library-heading" className={styles.section} data-file-zone data-import-zone>
      <div className={styles.heading}>
        <h2 id="library-heading">Library</h2>
        <span className={styles.new}>
          <Menu
            align="end"
            trigger={<IconButton size="small" label="More for the library" icon={<Ellipsis size={14} />} />}
            items={[
              {
                label: 'New folder',
                icon: <FolderPlus size={14} />,
                onSelect: () => reportFailure(toaster, makeFolder(host, root.folders, '').then(setMade)),
              },
              {
                label: 'Open a folder as library…',
                icon: <FolderOpen size={14} />,
                onSelect: () => libraryDialog.getState().show('libraries'),
              },
            ]}
          />
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
            shortcut={useShortcut('newPrompt')}
            onClick={() => reportFailure(toaster, newPrompt(services))}
          />
        </span>
      </div>
      <input
        type="search"
        className={styles.search}
        aria-label="Search prompts"
        placeholder="Search prompts"
        value={query}
        onChange={({ target }) => setQuery(target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || query === '') return
          event.preventDefault()
          event.stopPropagation()
          setQuery('')
        }}
      />
      {query.trim() === '' ? (
        <ul ref={list} onKeyDown={moveFocus}>
          {contentsOf(root)}
        </ul>
      ) : (
        <Suspense>
          <LibraryHits query={query} />
        </Suspense>
      )}
      <Trouble />
    </section>
  )
}

/** What is wrong with the library: a line each. */
function Trouble() {
  const { prompts, libraryDialog } = usePromptServices()
  const count = useStore(prompts, ({ library }) => library?.problems.length ?? 0)
  const error = useStore(prompts, ({ library }) => library?.error?.message)
  return (
    <>
      {error && (
        <p role="alert" className={styles.error}>
          {error}
        </p>
      )}
      {count > 0 && (
        <Button
          variant="link"
          size="small"
          className={styles.problems}
          onClick={() => libraryDialog.getState().show('problems')}
        >
          {count === 1 ? '1 file is not listed…' : `${count} files are not listed…`}
        </Button>
      )}
    </>
  )
}

type RowProps = { entry: PromptEntry; hasFolders: boolean; onRename: () => void; onShare: () => void }

function Row({ entry, hasFolders, onRename, onShare }: RowProps) {
  const { prompts, libraryDialog, toaster } = usePromptServices()
  const isOpen = useStore(prompts, ({ prompt }) => prompt?.id === entry.id)
  const removePrompt = useRemovePrompt()
  const handle = useRef<HTMLButtonElement>(null)
  const { id, name, file, hasUnsavedEdits } = entry
  useDragHandle(handle, 'prompt', id)
  const open = () => prompts.getState().open(id)
  const remove = () => removePrompt(id, name)
  return (
    <li className={classNames(styles.row, isOpen && styles.open)} data-prompt={id}>
      <button
        ref={handle}
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
          {
            label: 'Move to a folder…',
            icon: <FolderInput size={14} />,
            disabled: !hasFolders || file === '',
            onSelect: () => libraryDialog.getState().show({ kind: 'move', id }),
          },
          {
            label: 'Share…',
            icon: <Share2 size={14} />,
            onSelect: () => reportFailure(toaster, open().then(onShare)),
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
