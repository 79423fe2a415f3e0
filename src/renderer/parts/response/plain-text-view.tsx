import { type ClipboardEvent, memo, type ReactNode, useMemo } from 'react'
import { useAnswerLabel } from './answer-name.ts'
import type { GrowingText } from './growing-text.ts'
import { oddText } from './odd-text.tsx'
import styles from './plain-text-view.module.css'
import { type ChunkGroup, createTextChunks } from './text-chunks.ts'

type PlainTextViewProps = {
  text: GrowingText
  /** `text.length` as it was for this rendering; a new value is what makes the component read on. */
  length: number
  /** The accessible name. */
  label: string
  /** Colours a chunk; must be quick, it runs for the last chunk at every update. `start`: where it begins in the text. */
  paint?: (chunk: string, start: number) => ReactNode
}

/** A text that grows, as it is. Only its last chunk is laid out again, and copying gives exactly the text. */
export const PlainTextView = memo(function PlainTextView({ text, label, paint }: PlainTextViewProps) {
  const reader = useMemo(() => createChunkReader(text), [text])
  const groups = reader.read()
  return (
    <section className={styles.text} aria-label={useAnswerLabel(label)} onCopy={copyExactly}>
      {groups.map(({ start, group }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
        <Group key={index} start={start} group={group} paint={paint} />
      ))}
    </section>
  )
})

type GroupProps = { start: number; group: ChunkGroup; paint: PlainTextViewProps['paint'] }

const Group = memo(function Group({ start, group, paint }: GroupProps) {
  let at = start
  return (
    <div className={styles.group}>
      {group.map((chunk, index) => {
        const chunkStart = at
        at += chunk.length
        // biome-ignore lint/suspicious/noArrayIndexKey: chunks are only ever added at the end
        return <Chunk key={index} chunk={chunk} start={chunkStart} paint={paint} />
      })}
    </div>
  )
})

type ChunkProps = { chunk: string; start: number; paint: PlainTextViewProps['paint'] }

const Chunk = memo(function Chunk({ chunk, start, paint }: ChunkProps) {
  return <div>{paint ? paint(chunk, start) : oddText(chunk)}</div>
})

type PlacedGroup = { start: number; group: ChunkGroup }

/** Reads what came since the last time. Groups that are full keep their identity. */
function createChunkReader(text: GrowingText): { read: () => readonly PlacedGroup[] } {
  const chunks = createTextChunks()
  const placed: PlacedGroup[] = []
  let partsRead = 0

  return {
    read() {
      for (; partsRead < text.parts.length; partsRead += 1) chunks.append(text.parts[partsRead] ?? '')
      const groups = chunks.groups()
      // All but the last group known so far are full and stay; from there on, groups are new.
      for (let index = Math.max(0, placed.length - 1); index < groups.length; index += 1) {
        const before = placed[index - 1]
        const group = groups[index] ?? []
        const start = before ? before.start + lengthOf(before.group) : 0
        if (placed[index]?.group !== group) placed[index] = { start, group }
      }
      return [...placed]
    },
  }
}

function lengthOf(group: ChunkGroup): number {
  return group.reduce((sum, chunk) => sum + chunk.length, 0)
}

/** The browser would put a line break between two chunks of one line, and drop the last one of the text. */
function copyExactly(event: ClipboardEvent) {
  const selection = window.getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return
  const range = selection.getRangeAt(0)
  if (!event.currentTarget.contains(range.commonAncestorContainer)) return
  event.clipboardData.setData('text/plain', range.cloneContents().textContent ?? '')
  event.preventDefault()
}
