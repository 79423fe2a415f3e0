import {
  type Announcements,
  closestCenter,
  DndContext,
  type DragEndEvent,
  KeyboardSensor,
  type Modifier,
  PointerSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core'
import { SortableContext, sortableKeyboardCoordinates, verticalListSortingStrategy } from '@dnd-kit/sortable'
import { memo } from 'react'
import { useShallow } from 'zustand/shallow'
import type { PromptMessage } from '#shared/prompt'
import { MessageCard } from './message-card.tsx'
import styles from './message-list.module.css'
import { moveMessage } from './prompt-edits.ts'
import { usePrompt, usePromptServices } from './prompt-services.tsx'

/** So many cards are one group: a keystroke renders its own group only, and groups out of sight are not laid out. */
const groupSize = 50

/** The messages in their order; a card is dragged by its handle, with the pointer or the keyboard. */
export function MessageList() {
  const { prompts } = usePromptServices()
  const messages = usePrompt((prompt) => prompt.messages)
  const ids = usePrompt(useShallow((prompt) => prompt.messages.map(({ id }) => id)))
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 4 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  )
  const place = (id: string | number) => ids.indexOf(String(id)) + 1

  function drop({ active, over }: DragEndEvent) {
    if (over) prompts.getState().edit(moveMessage(String(active.id), place(over.id) - 1))
  }
  const announcements: Announcements = {
    onDragStart: ({ active }) => `Message ${place(active.id)} is picked up.`,
    onDragOver: ({ over }) => (over ? `It would be message ${place(over.id)}.` : undefined),
    onDragEnd: ({ over }) => (over ? `Dropped as message ${place(over.id)}.` : 'Dropped where it was.'),
    onDragCancel: () => 'It stays where it was.',
  }

  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      modifiers={onlyUpAndDown}
      onDragEnd={drop}
      accessibility={{ announcements, screenReaderInstructions }}
    >
      <SortableContext items={ids} strategy={verticalListSortingStrategy}>
        {groupsOf(messages).map((group, index) => (
          <MessageGroup
            // biome-ignore lint/suspicious/noArrayIndexKey: a group is its place in the list
            key={index}
            messages={group}
            from={index * groupSize}
            isOneOfMany={messages.length > groupSize}
          />
        ))}
      </SortableContext>
    </DndContext>
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

const onlyUpAndDown: Modifier[] = [({ transform }) => ({ ...transform, x: 0 })]
const screenReaderInstructions = {
  draggable: 'Press Space to pick the message up, the arrow keys to move it, Space to drop it, Escape to leave it.',
}
