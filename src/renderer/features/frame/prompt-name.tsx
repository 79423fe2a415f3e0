import { Camera, ChevronDown, Copy, History, Pencil, Plus, Share2, Trash2 } from 'lucide-react'
import { useStore } from 'zustand'
import { useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { newPrompt } from '../../parts/prompt/new-prompt.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { NameField } from '../../ui/name-field.tsx'
import styles from './prompt-name.module.css'
import { useRemovePrompt } from './use-remove-prompt.ts'

type PromptNameProps = {
  isRenaming: boolean
  onRenaming: (isRenaming: boolean) => void
  onShare: () => void
  /** Shows the runs of the open prompt. */
  onRuns: () => void
}

/** The name of the open prompt, with what can be done to the prompt as a whole. */
export function PromptName({ isRenaming, onRenaming, onShare, onRuns }: PromptNameProps) {
  const services = usePromptServices()
  const { prompts, libraryDialog, toaster } = services
  const id = useStore(prompts, ({ prompt }) => prompt?.id)
  const name = useStore(prompts, ({ prompt }) => prompt?.name ?? '')
  const removePrompt = useRemovePrompt()
  const { duplicate, rename } = prompts.getState()
  const shortcuts = { create: useShortcut('newPrompt'), duplicate: useShortcut('duplicatePrompt') }

  if (isRenaming) {
    return (
      <NameField
        className={styles.field}
        label="Prompt name"
        name={name}
        onDone={(newName) => {
          if (newName !== null) rename(newName)
          onRenaming(false)
        }}
      />
    )
  }
  return (
    <Menu
      trigger={
        <Button variant="ghost" className={styles.name} title={name}>
          <span className={styles.text}>{name || 'Untitled'}</span>
          <ChevronDown size={14} className={styles.chevron} aria-hidden />
        </Button>
      }
      items={[
        { label: 'Rename', icon: <Pencil size={14} />, onSelect: () => onRenaming(true) },
        {
          label: 'Duplicate',
          icon: <Copy size={14} />,
          shortcut: shortcuts.duplicate,
          onSelect: () => reportFailure(toaster, duplicate()),
        },
        {
          label: 'New prompt',
          icon: <Plus size={14} />,
          shortcut: shortcuts.create,
          onSelect: () => reportFailure(toaster, newPrompt(services)),
        },
        {
          label: 'Snapshots…',
          icon: <Camera size={14} />,
          onSelect: () => libraryDialog.getState().show('snapshots'),
        },
        { label: 'Runs of this prompt', icon: <History size={14} />, onSelect: onRuns },
        { label: 'Share…', icon: <Share2 size={14} />, onSelect: onShare },
        'separator',
        {
          label: 'Delete',
          icon: <Trash2 size={14} />,
          danger: true,
          onSelect: () => id !== undefined && removePrompt(id, name),
        },
      ]}
    />
  )
}
