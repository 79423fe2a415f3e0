import { Suspense, useContext, useMemo } from 'react'
import { type ContentBlock, textOf } from '#shared/prompt/prompt'
import { lazyPart } from '../../../ui/lazy-part.ts'
import { setContent, type TextPlace } from '../edits/prompt-edits.ts'
import { ShownMessagesContext, type ShowText } from '../list/shown-messages.ts'
import { PromptText } from '../text/prompt-text.tsx'
import { PlainText } from '../text/text-editor.tsx'

/** Most prompts have texts only. */
const BlockList = lazyPart(async () => (await import('../blocks/block-list.tsx')).BlockList)

type ContentEditorProps = { place: TextPlace; content: string | ContentBlock[]; label: string; placeholder?: string }

/** The content of the system prompt or of a message: one text, or its blocks below each other. */
export function ContentEditor({ place, content, label, placeholder }: ContentEditorProps) {
  const shown = useContext(ShownMessagesContext)
  const id = place.kind === 'message' ? place.id : null
  const follow = useMemo(
    () => (shown && id !== null ? (show: ShowText) => shown.follow(id, show) : undefined),
    [shown, id],
  )
  const group = place.kind === 'system' ? 'system' : `message:${place.id}`
  if (typeof content === 'string') {
    return (
      <PromptText
        label={label}
        group={group}
        value={content}
        placeholder={placeholder}
        follow={follow}
        change={(text) => setContent(place, text)}
      />
    )
  }
  return (
    // Nobody puts the caret where the blocks are about to come: it would go with what stands in for them.
    <Suspense
      fallback={
        <div data-stands-in>
          <PlainText label={label} value={textOf(content)} />
        </div>
      }
    >
      <BlockList place={place} content={content} label={label} group={group} />
    </Suspense>
  )
}
