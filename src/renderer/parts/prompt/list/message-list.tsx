import { Suspense, useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import type { PromptMessage } from '#shared/prompt/prompt'
import { lazyAtRest } from '../../../ui/lazy-part.ts'
import { useDrops } from '../../../ui/use-drag.ts'
import { moveTo } from '../cards/message-actions.ts'
import { followFields } from '../cards/worked-field.ts'
import { FindingNotes } from '../findings/finding-notes.tsx'
import { usePromptServices } from '../prompt-services.tsx'
import styles from './message-list.module.css'
import { MessageSection } from './message-section.tsx'
import { sectionsOf } from './sections.ts'
import { createShownMessages, ShownMessagesContext } from './shown-messages.ts'
import { createNearnessWatch, NearnessContext } from './use-nearness.ts'
import { wakeAtEdge } from './wake-at-edge.ts'

const SelectionBar = lazyAtRest(async () => (await import('../cards/selection-bar.tsx')).SelectionBar)

/** Always the same, so that typing does not render it. */
const selectionBar = (
  <Suspense>
    <SelectionBar />
  </Suspense>
)

/** A list up to this length has all of its cards wherever they are. */
const shortList = 20

/** The messages in their order. */
export function MessageList() {
  const services = usePromptServices()
  const [shown] = useState(() => createShownMessages(services.prompts))
  const messages = useSyncExternalStore(shown.subscribe, shown.get)
  const list = useRef<HTMLDivElement>(null)
  const [nearness] = useState(createNearnessWatch)
  useDrops(
    list,
    'message',
    useCallback((id, index) => moveTo(services, id, index), [services]),
    useCallback(() => services.prompts.getState().prompt?.messages.map(({ id }) => id) ?? [], [services]),
  )
  useEffect(
    () => (list.current ? followFields(list.current, services.cards.getState().noteFocus) : undefined),
    [services],
  )
  useEffect(() => (list.current ? wakeAtEdge(list.current, nearness.wake) : undefined), [nearness])
  const revealed = useRevealed(messages)
  return (
    <div ref={list} data-message-list data-prompt-field="messages" className={styles.list}>
      <ShownMessagesContext value={shown}>
        <NearnessContext value={nearness}>
          {sectionsOf(messages).map((section) => {
            const { from } = section
            const isRevealed = revealed >= from && revealed < from + section.messages.length
            return (
              <MessageSection
                // A section is its place in the list.
                key={from}
                messages={section.messages}
                from={from}
                isShort={messages.length <= shortList}
                revealed={isRevealed ? revealed : null}
              />
            )
          })}
        </NearnessContext>
      </ShownMessagesContext>
      <FindingNotes owner="messages" />
      {selectionBar}
    </div>
  )
}

/** The place of the message that was asked for last: its card is in the page wherever it is. -1 for none. */
function useRevealed(messages: readonly PromptMessage[]): number {
  const { cards } = usePromptServices()
  const id = useStore(cards, ({ revealed }) => revealed)
  return id === null ? -1 : messages.findIndex((message) => message.id === id)
}
