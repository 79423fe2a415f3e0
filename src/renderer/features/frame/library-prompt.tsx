import { Copy, Ellipsis, FolderInput, Pencil, Share2, Trash2 } from 'lucide-react'
import { useCallback, useRef } from 'react'
import type { PromptEntry } from '#shared/library/library'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Menu } from '../../ui/menu.tsx'
import { useDragHandle, useDropInto } from '../../ui/use-drag.ts'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { LibraryLine, type LinePlace } from './library-line.tsx'
import styles from './library-list.module.css'
import { useRemovePrompt } from './use-remove-prompt.ts'

type PromptRowProps = {
  entry: PromptEntry
  /** The path of the folder that it is in. */
  folder: string
  place: LinePlace
  isOpen: boolean
  hasFolders: boolean
  onRename: () => void
  onShare: () => void
}

/** A prompt of the library. It is dragged into a folder; Delete deletes it. */
export function PromptRow({ entry, folder, place, isOpen, hasFolders, onRename, onShare }: PromptRowProps) {
  const { prompts, libraryDialog, toaster } = usePromptServices()
  const removePrompt = useRemovePrompt()
  const handle = useRef<HTMLButtonElement>(null)
  const { id, name, file, hasUnsavedEdits } = entry
  useDragHandle(handle, 'prompt', id)
  const row = useRef<HTMLLIElement>(null)
  const takeBeside = useCallback(
    (other: string) => reportFailure(toaster, prompts.getState().move(other, folder)),
    [prompts, toaster, folder],
  )
  // What is dropped on a prompt goes into the folder that the prompt is in.
  useDropInto(row, 'prompt', takeBeside)
  const open = () => prompts.getState().open(id)
  const remove = () => removePrompt(id, name)
  return (
    <LibraryLine ref={row} place={place} className={classNames(isOpen && styles.open)} data-prompt={id}>
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
            detail: file === '' ? 'once it is saved' : hasFolders ? '' : 'no folder yet',
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
    </LibraryLine>
  )
}
