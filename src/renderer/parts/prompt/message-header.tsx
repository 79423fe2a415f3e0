import { memo } from 'react'
import type { Role } from '#shared/prompt/prompt'
import { Grip } from '../../ui/grip.tsx'
import { lazyAtRest } from '../../ui/lazy-part.ts'
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
  return (
    <>
      <Grip kind="message" id={id} label={`Move message ${index + 1}`} className={styles.grip} />
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
