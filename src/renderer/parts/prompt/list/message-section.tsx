import { memo, useMemo, useRef, useState } from 'react'
import type { PromptMessage } from '#shared/prompt/prompt'
import { classNames } from '../../../ui/class-names.ts'
import { MessageCard } from '../cards/message-card.tsx'
import { farText, roughHeight } from './far-messages.ts'
import { keepPlace } from './keep-place.ts'
import styles from './message-section.module.css'
import { useNearness } from './use-nearness.ts'

/** So many messages of a near section are cards, or one element, together. */
export const runSize = 5

/**
 * From so many runs with cards on, the cards that are out of sight are skipped. Not before: to read where something is in a card
 * that is skipped has it laid out by itself, and each new card reads that.
 */
const manyRuns = 8

/**
 * Sections come well before their cards do, and go when they are so far that nobody is about to come back. While nothing is
 * scrolled the first one is all there is.
 */
const sectionDistances = { nearPx: 3_000, calmPx: 400, farPx: 15_000 }
/** Near enough to have cards, so that scrolling and Tab find them whole; while nobody does either, those on the screen do. */
const runDistances = { nearPx: 600, calmPx: 100, farPx: null }

type MessageSectionProps = {
  messages: PromptMessage[]
  /** The place of the first one in the list. */
  from: number
  /** Whether all of them are cards wherever they are: so it is in a short list. */
  isShort: boolean
  /** The place in the list of a message that has to be a card; `null` where it is none of these. */
  revealed: number | null
}

const firstRun: ReadonlySet<number> = new Set([0])
const noRun: ReadonlySet<number> = new Set()

/** Some messages that follow each other: one text while they are far from sight, then cards. */
export const MessageSection = memo(function MessageSection({ messages, from, isShort, revealed }: MessageSectionProps) {
  const section = useRef<HTMLDivElement>(null)
  const [isNear, setNear] = useState(from === 0)
  const [nearRuns, setNearRuns] = useState<ReadonlySet<number>>(from === 0 ? firstRun : noRun)
  const isWhole = isNear || isShort || revealed !== null
  const px = useRoughHeight(messages)
  useNearness(section, isNear, sectionDistances, (isNearNow, wasDrawn) => {
    const change = (held: string | null) => {
      setNear(isNearNow)
      setNearRuns(isNearNow ? (before) => union(before, runsAround(messages, held)) : noRun)
    }
    if (wasDrawn && section.current) keepPlace(section.current, messages, change)
    else change(null)
  })
  const far = isWhole ? null : farMarks(from, messages)
  const hasManyCards = !isShort && nearRuns.size >= manyRuns
  return (
    <div
      ref={section}
      {...far}
      className={classNames(
        isWhole ? styles.section : styles.far,
        !isShort && styles.ofMany,
        hasManyCards && styles.ofManyCards,
      )}
      style={isShort ? undefined : { containIntrinsicHeight: `auto ${px}px` }}
    >
      {isWhole
        ? runsOf(messages).flatMap((run, index) => {
            const at = from + index * runSize
            const isRevealed = revealed !== null && revealed >= at && revealed < at + runSize
            return isShort || isRevealed || nearRuns.has(index)
              ? run.map((message, place) => <MessageCard key={message.id} message={message} index={at + place} />)
              : [
                  <FarRun
                    key={`from ${at}`}
                    messages={run}
                    from={at}
                    onNear={() => setNearRuns((before) => union(before, [index]))}
                  />,
                ]
          })
        : farText(messages)}
    </div>
  )
}, areSame)

type FarRunProps = { messages: PromptMessage[]; from: number; onNear: () => void }

/** A few messages of a near section that have no cards yet. */
const FarRun = memo(function FarRun({ messages, from, onNear }: FarRunProps) {
  const run = useRef<HTMLDivElement>(null)
  const px = useRoughHeight(messages)
  useNearness(run, false, runDistances, (_isNear, wasDrawn) => {
    if (wasDrawn && run.current) keepPlace(run.current, messages, onNear)
    else onNear()
  })
  return (
    <div
      ref={run}
      {...farMarks(from, messages)}
      className={classNames(styles.far, styles.ofMany)}
      style={{ containIntrinsicHeight: `auto ${px}px` }}
    >
      {farText(messages)}
    </div>
  )
}, areSame)

/** What an element with many messages in it is called, and which ones they are. */
function farMarks(from: number, messages: readonly PromptMessage[]) {
  const last = from + messages.length
  const name = messages.length === 1 ? `Message ${last}` : `Messages ${from + 1} to ${last}`
  return { role: 'group', 'aria-label': name, 'data-far-from': from, 'data-far-count': messages.length }
}

/** Reckoned for the messages that were there first: what is drawn is measured, and typing moves nothing. */
function useRoughHeight(messages: readonly PromptMessage[]): number {
  // biome-ignore lint/correctness/useExhaustiveDependencies: as above
  return useMemo(() => roughHeight(messages), [messages.length])
}

type Messages = { messages: readonly PromptMessage[]; from: number; isShort?: boolean; revealed?: number | null }

function areSame(before: Messages, after: Messages): boolean {
  return (
    before.from === after.from &&
    before.isShort === after.isShort &&
    before.revealed === after.revealed &&
    before.messages.length === after.messages.length &&
    before.messages.every((message, index) => message === after.messages[index])
  )
}

function runsOf(messages: readonly PromptMessage[]): PromptMessage[][] {
  const count = Math.ceil(messages.length / runSize)
  return Array.from({ length: count }, (_, index) => messages.slice(index * runSize, (index + 1) * runSize))
}

/** The run of this message and those beside it, which are about to be seen with it. */
function runsAround(messages: readonly PromptMessage[], id: string | null): number[] {
  const run = Math.floor(messages.findIndex((message) => message.id === id) / runSize)
  return run < 0 ? [] : [run - 2, run - 1, run, run + 1, run + 2]
}

function union(some: ReadonlySet<number>, others: readonly number[]): ReadonlySet<number> {
  return new Set([...some, ...others])
}
