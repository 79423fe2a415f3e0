import { memo } from 'react'
import type { PromptMessage } from '#shared/prompt'
import { MessageCard } from './message-card.tsx'
import styles from './message-list.module.css'
import { usePrompt } from './prompt-services.tsx'

/** So many cards are one group: a keystroke renders its own group only, and groups out of sight are not laid out. */
const groupSize = 50

/** The messages in their order. */
export function MessageList() {
  const messages = usePrompt((prompt) => prompt.messages)
  return (
    <div data-message-list className={styles.list}>
      {groupsOf(messages).map((group, index) => (
        <MessageGroup
          // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place in the list
          key={index}
          messages={group}
          from={index * groupSize}
          isOneOfMany={messages.length > groupSize}
        />
      ))}
    </div>
  )
}

type MessageGroupProps = { messages: PromptMessage[]; from: number; isOneOfMany: boolean }

const MessageGroup = memo(function MessageGroup({ messages, from, isOneOfMany }: MessageGroupProps) {
  return (
    <div className={isOneOfMany ? styles.groupOfMany : styles.group}>
      {messages.map((message, index) => (
        <MessageCard key={message.id} message={message} index={from + index} />
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
