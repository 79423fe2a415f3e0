import { type ClipboardEvent, memo, type ReactNode, useEffect, useMemo, useReducer } from 'react'
import { useAnswerLabel } from './answer-name.ts'
import { AppendedText } from './appended-text.tsx'
import { createFloodMeter, floodEveryMs } from './flood.ts'
import type { GrowingText } from './growing-text.ts'
import { oddText } from './odd-text.tsx'
import styles from './plain-text-view.module.css'
import { type ChunkGroup, createTextChunks } from './text-chunks.ts'
import { createWait } from './wait.ts'

type PlainTextViewProps = {
  text: GrowingText
  /** `text.length` as it was for this rendering; a new value is what makes the component read on. */
  length: number
  /** Whether more will come; where not, all of it is shown at once. */
  isGrowing?: boolean
  /** The accessible name. */
  label: string
  /** Colours a chunk; must be quick, it runs for the last chunk at every update. `start`: where it begins in the text. */
  paint?: (chunk: string, start: number) => ReactNode
}

/** A text that grows, as it is. Only its last chunk is laid out again, and copying gives exactly the text. */
export const PlainTextView = memo(function PlainTextView({
  text,
  isGrowing = false,
  label,
  paint,
}: PlainTextViewProps) {
  const [, lookAgain] = useReducer((count: number) => count + 1, 0)
  const follower = useMemo(() => followText(text, () => performance.now()), [text])
  const { groups, lookAt } = follower.look(isGrowing)
  const wait = useMemo(() => createWait(lookAgain), [])
  useEffect(() => wait.until(lookAt), [wait, lookAt])
  useEffect(() => () => wait.until(null), [wait])
  return (
    <section className={styles.text} data-exact-text aria-label={useAnswerLabel(label)} onCopy={copyExactly}>
      <Groups groups={groups} paint={paint} />
    </section>
  )
})

type Paint = PlainTextViewProps['paint']

const Groups = memo(function Groups({ groups, paint }: { groups: readonly PlacedGroup[]; paint: Paint }) {
  return groups.map(({ start, group }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
    <Group key={index} start={start} group={group} paint={paint} />
  ))
})

type GroupProps = { start: number; group: ChunkGroup; paint: Paint }

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

type ChunkProps = { chunk: string; start: number; paint: Paint }

const Chunk = memo(function Chunk({ chunk, start, paint }: ChunkProps) {
  if (paint) return <div>{paint(chunk, start)}</div>
  const shown = oddText(chunk)
  return shown === chunk ? <AppendedText text={chunk} /> : <div>{shown}</div>
})

type PlacedGroup = { start: number; group: ChunkGroup }

/** As long a stream that goes on needs to bring the next chunk, with which it is looked again anyway. */
const frameMs = 17

type TextFollower = {
  /** `groups` are those before where nothing came, or where it is too early to show more; then `lookAt` says when to look again. */
  look: (isGrowing: boolean) => { groups: readonly PlacedGroup[]; lookAt: number | null }
}

/** Shows all that came with every frame, and a flood, which nobody could read, less often. */
function followText(text: GrowingText, now: () => number): TextFollower {
  const reader = createChunkReader(text)
  const meter = createFloodMeter()
  let groups: readonly PlacedGroup[] = []
  let shownLength = 0
  let nextAt = 0
  return {
    look(isGrowing) {
      if (text.length === shownLength) return { groups, lookAt: null }
      const at = now()
      if (isGrowing && at < nextAt) return { groups, lookAt: nextAt + frameMs }
      nextAt = meter.isFlood(at, text.length) ? at + floodEveryMs : 0
      shownLength = text.length
      groups = reader.read()
      return { groups, lookAt: null }
    },
  }
}

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
