import { ChevronDown, ChevronRight, Ellipsis, FolderPlus, Pencil, Plus, Trash2 } from 'lucide-react'
import { useCallback, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { closedKey } from '../../parts/prompt/closed-folders-store.ts'
import { newPrompt } from '../../parts/prompt/new-prompt.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { NameField } from '../../ui/name-field.tsx'
import { useDropInto } from '../../ui/use-drag.ts'
import { LibraryLine, type LinePlace } from './library-line.tsx'
import styles from './library-list.module.css'
import type { LibraryFolder } from './library-tree.ts'

type FolderRowProps = {
  folder: LibraryFolder
  place: LinePlace
  isOpen: boolean
  isNew: boolean
  onMade: (path: string) => void
}

/** A folder of the library. Left and Right close and open it; prompts are dropped on it. */
export function FolderRow({ folder, place, isOpen, isNew, onMade }: FolderRowProps) {
  const services = usePromptServices()
  const { host, prompts, toaster, closedFolders } = services
  const { path, name, folders, entries } = folder
  const library = useStore(prompts, (state) => state.library?.folder ?? '')
  const setIsOpen = (next: boolean) => closedFolders.getState().setOpen(closedKey(library, path), next)
  const [isRenaming, setIsRenaming] = useState(isNew)
  const row = useRef<HTMLLIElement>(null)
  const take = useCallback(
    (id: string) => reportFailure(toaster, prompts.getState().move(id, path)),
    [prompts, toaster, path],
  )
  useDropInto(row, 'prompt', take)
  const report = (work: Promise<unknown>) => reportFailure(toaster, work)

  function remove() {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('/')))
    const putBack = () => report(host.call('library.createFolder', { parent, name }))
    const removing = host.call('library.removeFolder', { path })
    report(removing.then(() => toaster.show(`“${name}” is deleted.`, { label: 'Undo', onSelect: putBack })))
  }
  return (
    <LibraryLine ref={row} place={place} className={styles.folder}>
      {isRenaming ? (
        <NameField
          className={styles.field}
          label="Folder name"
          name={name}
          onDone={(typed) => {
            setIsRenaming(false)
            if (isNew) onMade('')
            if (typed !== null && typed !== name) report(host.call('library.renameFolder', { path, name: typed }))
          }}
        />
      ) : (
        <button
          type="button"
          className={styles.name}
          data-library-row
          aria-expanded={isOpen}
          title={path}
          onClick={() => setIsOpen(!isOpen)}
          onKeyDown={({ key }) => {
            if (key === 'ArrowLeft') setIsOpen(false)
            else if (key === 'ArrowRight') setIsOpen(true)
          }}
        >
          {isOpen ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />}
          <span className={styles.folderName}>{name}</span>
        </button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton
            size="small"
            className={styles.more}
            label={`Actions for folder ${name}`}
            icon={<Ellipsis size={14} />}
          />
        }
        items={[
          {
            label: 'New prompt here',
            icon: <Plus size={14} />,
            onSelect: () => report(newPrompt(services, path)),
          },
          {
            label: 'New folder',
            icon: <FolderPlus size={14} />,
            onSelect: () => report(makeFolder(host, folders, path).then(onMade)),
          },
          { label: 'Rename', icon: <Pencil size={14} />, onSelect: () => setIsRenaming(true) },
          'separator',
          {
            label: 'Delete',
            detail: entries.length + folders.length > 0 ? 'only when empty' : '',
            icon: <Trash2 size={14} />,
            danger: true,
            disabled: entries.length + folders.length > 0,
            onSelect: remove,
          },
        ]}
      />
    </LibraryLine>
  )
}

type Caller = ReturnType<typeof usePromptServices>['host']

/** Makes a folder with a name of its own beside the others; answers its path. */
export async function makeFolder(host: Caller, others: readonly LibraryFolder[], parent: string): Promise<string> {
  const taken = new Set(others.map(({ name }) => name.toLowerCase()))
  let name = 'New folder'
  for (let number = 2; taken.has(name.toLowerCase()); number += 1) name = `New folder ${number}`
  return (await host.call('library.createFolder', { parent, name })).path
}
