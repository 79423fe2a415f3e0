import { memo, Suspense } from 'react'
import type { Role } from '#shared/prompt/prompt'
import { Grip } from '../../../ui/grip.tsx'
import { lazyAtRest } from '../../../ui/lazy-part.ts'
import { changeRole, legalRoles, nextRole } from '../edits/prompt-edits.ts'
import { useFindings, usePromptServices } from '../prompt-services.tsx'
import styles from './card.module.css'

// Nobody does anything to a message at first sight.
const HoverTools = lazyAtRest(async () => (await import('./message-tools.tsx')).HoverTools)
const MessageMenu = lazyAtRest(async () => (await import('./message-tools.tsx')).MessageMenu)

export const roleNames = { user: 'User', assistant: 'Assistant', system: 'System' } as const

type HeaderProps = { id: string; role: Role; index: number }

/**
 * A message's header up to its tokens: the handle, who speaks, and what is done most often. Like the end, it knows no text, so that
 * typing does not render it.
 */
export const HeaderStart = memo(function HeaderStart({ id, role, index, note }: HeaderProps & { note: string }) {
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
      <span className={styles.grow} />
      <Suspense>
        <HoverTools id={id} role={role} index={index} />
      </Suspense>
    </>
  )
})

/** The right end of a message's header: everything that can be done with it. */
export const HeaderEnd = memo(function HeaderEnd(props: HeaderProps) {
  return (
    <Suspense fallback={<span className={styles.menuPlace} />}>
      <MessageMenu {...props} />
    </Suspense>
  )
})

/** The roles that the model takes, as far as it is known. */
export function useLegalRoles(): Role[] {
  return legalRoles(useFindings(({ model }) => model?.capabilities.systemRoleMessages))
}
