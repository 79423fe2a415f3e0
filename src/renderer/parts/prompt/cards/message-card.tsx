import { memo, Suspense, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Prompt, PromptMessage } from '#shared/prompt/prompt'
import { classNames } from '../../../ui/class-names.ts'
import { lazyPart } from '../../../ui/lazy-part.ts'
import { FindingNotes } from '../findings/finding-notes.tsx'
import { blockKinds } from '../format.ts'
import { usePromptServices } from '../prompt-services.tsx'
import styles from './card.module.css'
import { ContentEditor } from './content-editor.tsx'
import { moveBy } from './message-actions.ts'
import { HeaderEnd, HeaderStart } from './message-header.tsx'
import { TokenShare } from './token-share.tsx'
import { useMoveKeys } from './use-move-keys.ts'

const FoldedContent = lazyPart(async () => (await import('./folded-content.tsx')).FoldedContent)

export type MessageCardProps = { message: PromptMessage; index: number }

/**
 * One message: who speaks, its content, and what can be done with it. The handle drags it; the key for that (Alt with an
 * arrow, unless changed), or an arrow on the handle, moves it and keeps the focus.
 */
export const MessageCard = memo(function MessageCard({ message, index }: MessageCardProps) {
  const services = usePromptServices()
  const { id, role, content, muted = false, pinned = false } = message
  const isCollapsed = useStore(services.cards, ({ collapsed }) => collapsed.has(id))
  const notes = [muted && 'muted: kept, not sent', pinned && 'pinned', blockKinds(content)].filter(Boolean)

  const newest = useMemo(() => newestContent(message, index), [message, index])
  const moveByKey = useMoveKeys((steps) => moveBy(services, id, steps))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a card in every browser
    <div
      role="group"
      aria-label={`Message ${index + 1} (${role})`}
      data-message={id}
      className={classNames(styles.card, styles[role], muted && styles.muted)}
      onKeyDown={moveByKey}
    >
      <div className={styles.header}>
        <HeaderStart id={id} role={role} index={index} note={notes.join(' · ')} />
        <TokenShare content={content} newest={newest} />
        <HeaderEnd id={id} role={role} index={index} />
      </div>
      {isCollapsed ? (
        <Suspense>
          <FoldedContent id={id} content={content} />
        </Suspense>
      ) : (
        <div data-message-text>
          <ContentEditor
            place={{ kind: 'message', id }}
            content={content}
            label={`Message ${index + 1} text`}
            placeholder={placeholders[role]}
          />
        </div>
      )}
      <FindingNotes owner={`messages.${index}`} className={styles.notes} />
    </div>
  )
})

/** Tells the content of a message while its card is not rendered for it. Asked for every key in any message, so it searches for none. */
function newestContent(message: PromptMessage, index: number): (prompt: Prompt) => PromptMessage['content'] {
  let last = message
  let { content } = message
  return ({ messages }) => {
    const now = messages[index]
    if (now && now !== last && now.id === last.id) {
      last = now
      content = now.content
    }
    return content
  }
}

const placeholders = {
  user: 'What the user says',
  assistant: 'What the model answered, or should have',
  system: 'An instruction between the turns',
} as const
