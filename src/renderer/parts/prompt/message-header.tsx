import { GripVertical, MoreHorizontal, Trash2 } from 'lucide-react'
import { memo, useRef } from 'react'
import type { Role } from '#shared/prompt'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useDragHandle } from '../../ui/use-drag.ts'
import styles from './card.module.css'
import { messageMenu, removeWithUndo } from './message-actions.ts'
import { changeRole, legalRoles, nextRole } from './prompt-edits.ts'
import { useFindings, usePromptServices } from './prompt-services.tsx'

export const roleNames = { user: 'User', assistant: 'Assistant', system: 'System' } as const

type MessageRoleProps = { id: string; role: Role; index: number; note: string }

/** The left end of a message's header: the handle, and who speaks. It knows no text, so that typing does not render it. */
export const MessageRole = memo(function MessageRole({ id, role, index, note }: MessageRoleProps) {
  const { edit } = usePromptServices().prompts.getState()
  const legal = useLegalRoles()
  const grip = useRef<HTMLButtonElement>(null)
  useDragHandle(grip, 'message', id)
  return (
    <>
      <button
        ref={grip}
        type="button"
        className={styles.grip}
        aria-label={`Move message ${index + 1}`}
        data-grip
        title="Drag, or use the arrow keys"
      >
        <GripVertical size={12} aria-hidden />
      </button>
      <button
        type="button"
        className={styles.role}
        aria-label={`Role: ${roleNames[role]}`}
        title={`role: ${role}. Click for the next one.`}
        onClick={() => edit(changeRole(id, nextRole(role, legal)))}
      >
        {roleNames[role]}
      </button>
      <span className={styles.hint}>{note}</span>
    </>
  )
})

export const DeleteMessageButton = memo(function DeleteMessageButton({ id, index }: { id: string; index: number }) {
  const services = usePromptServices()
  return (
    <IconButton
      size="small"
      className={styles.onDemand}
      label={`Delete message ${index + 1}`}
      icon={<Trash2 size={13} />}
      onClick={() => removeWithUndo(services, id)}
    />
  )
})

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

function useLegalRoles(): Role[] {
  return legalRoles(useFindings(({ model }) => model?.capabilities.systemRoleMessages))
}
