import {
  ArchiveRestore,
  Ellipsis,
  FileInput,
  FolderOpen,
  FolderPlus,
  LayoutTemplate,
  PackageOpen,
  Plus,
} from 'lucide-react'
import { Suspense, useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { useOffers, useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { newPrompt } from '../../parts/prompt/new-prompt.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Menu } from '../../ui/menu.tsx'
import { makeFolder } from './library-folder.tsx'
import { LibraryLines } from './library-lines.tsx'
import styles from './library-list.module.css'
import { libraryTree } from './library-tree.ts'

const LibraryHits = lazyPart(async () => (await import('./library-hits.tsx')).LibraryHits)
const noFolders: readonly string[] = []

type LibraryListProps = {
  onRename: () => void
  onStarters: () => void
  onImport: () => void
  onImportBundle: () => void
  onShare: () => void
}

/**
 * The prompts in the library's folder. Up and Down move between them, Delete deletes. A search takes the place of the tree. A
 * dropped file is imported.
 */
export function LibraryList({ onRename, onStarters, onImport, onImportBundle, onShare }: LibraryListProps) {
  const services = usePromptServices()
  const { host, prompts, libraryDialog, toaster } = services
  // Which one it is where it is not Antiphon's own.
  const place = useStore(prompts, ({ library }) => (library && !library.isOwn ? library.folder : null))
  const folders = useStore(prompts, ({ library }) => library?.folders ?? noFolders)
  const entries = useStore(prompts, (state) => state.entries)
  const root = useMemo(() => libraryTree(entries, folders), [entries, folders])
  const [query, setQuery] = useState('')
  const [made, setMade] = useState('')
  const newFolder = () => reportFailure(toaster, makeFolder(host, root.folders, '').then(setMade))
  useOffers(() => [
    { id: 'library.newFolder', label: 'New folder in the library', group: 'Prompt', perform: newFolder },
  ])
  return (
    <section aria-labelledby="library-heading" className={styles.section} data-file-zone data-import-zone>
      <div className={styles.heading}>
        <h2 id="library-heading" title={place ?? undefined}>
          Library
          {place && <bdi className={styles.place}> {place.split(/[/\\]/).findLast((part) => part !== '')}</bdi>}
        </h2>
        <span className={styles.new}>
          <Menu
            align="end"
            trigger={<IconButton size="small" label="More for the library" icon={<Ellipsis size={14} />} />}
            items={[
              {
                label: 'New folder',
                icon: <FolderPlus size={14} />,
                onSelect: newFolder,
              },
              {
                label: 'Open a folder as library…',
                icon: <FolderOpen size={14} />,
                onSelect: () => libraryDialog.getState().show('libraries'),
              },
              {
                label: 'Deleted prompts…',
                icon: <ArchiveRestore size={14} />,
                onSelect: () => libraryDialog.getState().show('removed'),
              },
              { label: 'Import a bundle…', icon: <PackageOpen size={14} />, onSelect: onImportBundle },
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
        <LibraryLines root={root} made={made} onMade={setMade} onRename={onRename} onShare={onShare} />
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
