import { GripVertical, MoreHorizontal, Trash2 } from 'lucide-react'
import { type KeyboardEvent, memo, useRef } from 'react'
import { flushSync } from 'react-dom'
import type { PromptMessage } from '#shared/prompt'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { isComposing } from '../../ui/is-composing.ts'
import { Menu } from '../../ui/menu.tsx'
import styles from './card.module.css'
import { ContentEditor } from './content-editor.tsx'
import { beginDrag } from './drag-to-reorder.ts'
import { blockKinds } from './format.ts'
import { messageMenu, removeWithUndo } from './message-actions.ts'
import { changeRole, legalRoles, moveMessage, moveMessageBy, nextRole } from './prompt-edits.ts'
import { useFindings, usePromptServices } from './prompt-services.tsx'
import { TokenShare } from './token-share.tsx'

/**
 * One message: who speaks, its content, and what can be done with it. The handle drags it; Alt with an arrow, or an arrow
 * on the handle, moves it and keeps the focus.
 */
export const MessageCard = memo(function MessageCard({ message, index }: { message: PromptMessage; index: number }) {
  const services = usePromptServices()
  const { edit } = services.prompts.getState()
  const takesSystem = useFindings(({ model }) => model?.capabilities.systemRoleMessages)
  const card = useRef<HTMLDivElement>(null)
  const name = `Message ${index + 1}`
  const legal = legalRoles(takesSystem)

  function moveByKey(event: KeyboardEvent) {
    const steps = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0
    const isOnGrip = event.target instanceof HTMLElement && event.target.dataset.grip !== undefined
    if (steps === 0 || !(event.altKey || isOnGrip) || event.ctrlKey || event.metaKey || isComposing(event)) return
    event.preventDefault()
    moveAndKeepFocus(message.id, () => edit(moveMessageBy(message.id, steps)))
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a card in every browser
    <div
      ref={card}
      role="group"
      aria-label={`${name} (${message.role})`}
      data-message={message.id}
      className={classNames(styles.card, styles[message.role], message.muted && styles.muted)}
      onKeyDown={moveByKey}
    >
      <div className={styles.header}>
        <button
          type="button"
          className={styles.grip}
          aria-label={`Move ${name.toLowerCase()}`}
          data-grip
          title="Drag, or use the arrow keys"
          onPointerDown={(event) => beginDrag(event, (place) => edit(moveMessage(message.id, place)))}
        >
          <GripVertical size={12} aria-hidden />
        </button>
        <button
          type="button"
          className={styles.role}
          aria-label={`Role: ${roleNames[message.role]}`}
          title={`role: ${message.role}. Click for the next one.`}
          onClick={() => edit(changeRole(message.id, nextRole(message.role, legal)))}
        >
          {roleNames[message.role]}
        </button>
        <span className={styles.hint}>{message.muted ? 'muted: kept, not sent' : blockKinds(message.content)}</span>
        <span className={styles.grow} />
        <IconButton
          size="small"
          className={styles.onDemand}
          label={`Delete ${name.toLowerCase()}`}
          icon={<Trash2 size={13} />}
          onClick={() => removeWithUndo(services, message, index, card.current)}
        />
        <TokenShare content={message.content} />
        <Menu
          align="end"
          trigger={
            <IconButton size="small" label={`More for ${name.toLowerCase()}`} icon={<MoreHorizontal size={14} />} />
          }
          items={messageMenu(services, message, index, card, legal)}
        />
      </div>
      <ContentEditor
        place={{ kind: 'message', id: message.id }}
        content={message.content}
        label={`${name} text`}
        placeholder={placeholders[message.role]}
      />
    </div>
  )
})

const roleNames = { user: 'User', assistant: 'Assistant', system: 'System' } as const
const placeholders = {
  user: 'What the user says',
  assistant: 'What the model answered, or should have',
  system: 'An instruction between the turns',
} as const

/** Moving an element in the page takes its focus away; here it comes back, also when the card had to be made anew. */
function moveAndKeepFocus(id: string, move: () => void) {
  const { activeElement } = document
  flushSync(move)
  if (activeElement instanceof HTMLElement && activeElement.isConnected) return activeElement.focus()
  document.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"] [role="textbox"]`)?.focus()
}
