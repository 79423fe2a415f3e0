import { GripVertical } from 'lucide-react'
import { memo, useRef } from 'react'
import type { Role } from '#shared/prompt'
import { lazyAtRest } from '../../ui/lazy-part.ts'
import { useDragHandle } from '../../ui/use-drag.ts'
import styles from './card.module.css'
import { changeRole, legalRoles, nextRole } from './prompt-edits.ts'
import { useFindings, usePromptServices } from './prompt-services.tsx'

// Nobody does anything to a message at first sight.
export const HoverTools = lazyAtRest(async () => (await import('./message-tools.tsx')).HoverTools)
export const MessageMenu = lazyAtRest(async () => (await import('./message-tools.tsx')).MessageMenu)

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

/** The roles that the model takes, as far as it is known. */
export function useLegalRoles(): Role[] {
  return legalRoles(useFindings(({ model }) => model?.capabilities.systemRoleMessages))
}
