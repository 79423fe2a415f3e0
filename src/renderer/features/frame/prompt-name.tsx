import { ChevronDown, Copy, Pencil, Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { reportFailure } from '../../parts/report-failure.ts'
import { Button } from '../../ui/button.tsx'
import { isComposing } from '../../ui/is-composing.ts'
import { Menu } from '../../ui/menu.tsx'
import styles from './prompt-name.module.css'
import { useRemovePrompt } from './use-remove-prompt.ts'

type PromptNameProps = { isRenaming: boolean; onRenaming: (isRenaming: boolean) => void }

/** The name of the open prompt, with what can be done to the prompt as a whole. */
export function PromptName({ isRenaming, onRenaming }: PromptNameProps) {
  const { prompts, toaster } = usePromptServices()
  const id = useStore(prompts, ({ prompt }) => prompt?.id)
  const name = useStore(prompts, ({ prompt }) => prompt?.name ?? '')
  const removePrompt = useRemovePrompt()
  const { create, duplicate, rename } = prompts.getState()
  const shortcuts = { create: useShortcut('newPrompt'), duplicate: useShortcut('duplicatePrompt') }

  if (isRenaming) {
    return (
      <NameField
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
          onSelect: () => reportFailure(toaster, create()),
        },
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

/** Enter or leaving the field takes the name, Escape takes nothing. An empty name changes nothing. */
function NameField({ name, onDone }: { name: string; onDone: (name: string | null) => void }) {
  const [draft, setDraft] = useState(name)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // The menu gives the focus back to its button when it closes; the field takes it a moment later.
    const frame = requestAnimationFrame(() => field.current?.select())
    return () => cancelAnimationFrame(frame)
  }, [])
  const finish = () => onDone(draft.trim() === '' || draft === name ? null : draft.trim())
  const handleKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Enter') finish()
    if (event.key === 'Escape') onDone(null)
    if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault()
  }
  return (
    <input
      className={styles.field}
      aria-label="Prompt name"
      value={draft}
      maxLength={200}
      ref={field}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={handleKey}
      onBlur={finish}
    />
  )
}
