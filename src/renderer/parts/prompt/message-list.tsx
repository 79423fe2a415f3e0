import { memo, Suspense, useCallback, useRef } from 'react'
import type { PromptMessage } from '#shared/prompt'
import { lazyAtRest } from '../../ui/lazy-part.ts'
import { useDrops } from '../../ui/use-drag.ts'
import { FindingNotes } from './finding-notes.tsx'
import { moveTo } from './message-actions.ts'
import { DistantMessageCard, MessageCard } from './message-card.tsx'
import styles from './message-list.module.css'
import { usePrompt, usePromptServices } from './prompt-services.tsx'
import { useWasNear } from './use-was-near.ts'

const SelectionBar = lazyAtRest(async () => (await import('./cards/selection-bar.tsx')).SelectionBar)

/** So many cards are one group: a keystroke renders its own group only, and groups out of sight are not laid out. */
const groupSize = 25
/** A list up to this length has all of its cards whole. */
const shortList = 50
/** Groups this near to the visible part have their cards whole, so that scrolling and Tab find them so. */
const nearPx = 1_500

/** The messages in their order. */
export function MessageList() {
  const messages = usePrompt((prompt) => prompt.messages)
  const services = usePromptServices()
  const list = useRef<HTMLDivElement>(null)
  useDrops(
    list,
    'message',
    useCallback((id, index) => moveTo(services, id, index), [services]),
  )
  return (
    <div ref={list} data-message-list data-prompt-field="messages" className={styles.list}>
      {groupsOf(messages).map((group, index) => (
        <MessageGroup
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place in the list
          key={index}
          messages={group}
          from={index * groupSize}
          isOneOfMany={messages.length > shortList}
        />
      ))}
      <FindingNotes owner="messages" />
      <Suspense>
        <SelectionBar />
      </Suspense>
    </div>
  )
}

type MessageGroupProps = { messages: PromptMessage[]; from: number; isOneOfMany: boolean }

const MessageGroup = memo(function MessageGroup({ messages, from, isOneOfMany }: MessageGroupProps) {
  const group = useRef<HTMLDivElement>(null)
  const isNear = useWasNear(group, nearPx)
  const Card = isNear || !isOneOfMany ? MessageCard : DistantMessageCard
  return (
    <div ref={group} className={isOneOfMany ? styles.groupOfMany : styles.group}>
      {messages.map((message, index) => (
        <Card key={message.id} message={message} index={from + index} />
      ))}
    </div>
  )
}, areSameGroups)

function areSameGroups(before: MessageGroupProps, after: MessageGroupProps): boolean {
  return (
    before.from === after.from &&
    before.isOneOfMany === after.isOneOfMany &&
    before.messages.length === after.messages.length &&
    before.messages.every((message, index) => message === after.messages[index])
  )
}

function groupsOf(messages: PromptMessage[]): PromptMessage[][] {
  const count = Math.ceil(messages.length / groupSize)
  return Array.from({ length: count }, (_, index) => messages.slice(index * groupSize, (index + 1) * groupSize))
}
