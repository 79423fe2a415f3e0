import { MoreHorizontal, Trash2 } from 'lucide-react'
import { memo } from 'react'
import type { Prompt, PromptMessage, Role } from '#shared/prompt'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { AddBlockMenu } from './blocks/add-block-menu.tsx'
import styles from './card.module.css'
import { useLegalRoles } from './message-header.tsx'
import { messageMenu, removeWithUndo } from './message-menu.ts'
import { systemPlace } from './prompt-edits.ts'
import { usePromptServices } from './prompt-services.tsx'

type HoverToolsProps = { message: PromptMessage; index: number }

/** What is done to a message most often: shown while the pointer or the focus is in its card. */
export function HoverTools({ message: { id, role, content }, index }: HoverToolsProps) {
  const services = usePromptServices()
  return (
    <span className={styles.onDemand}>
      <AddBlockMenu
        place={{ kind: 'message', id }}
        holder={role}
        of={`message ${index + 1}`}
        trigger="icon"
        content={content}
      />
      <IconButton
        size="small"
        label={`Delete message ${index + 1}`}
        icon={<Trash2 size={13} />}
        onClick={() => removeWithUndo(services, id)}
      />
    </span>
  )
}

/** The same for the system prompt, which takes text only. */
export function SystemTools({ system }: { system: Prompt['system'] }) {
  return (
    <span className={styles.onDemand}>
      <AddBlockMenu place={systemPlace} holder="system-prompt" of="the system prompt" trigger="icon" content={system} />
    </span>
  )
}

type MessageMenuProps = { id: string; role: Role; index: number; isMuted: boolean }

/** At the right end of the header: everything that can be done with a message. */
export const MessageMenu = memo(function MessageMenu({ id, role, index, isMuted }: MessageMenuProps) {
  const services = usePromptServices()
  const legal = useLegalRoles()
  return (
    <Menu
      align="end"
      trigger={<IconButton size="small" label={`More for message ${index + 1}`} icon={<MoreHorizontal size={14} />} />}
      items={messageMenu(services, { id, role, index, isMuted, legal })}
    />
  )
})
