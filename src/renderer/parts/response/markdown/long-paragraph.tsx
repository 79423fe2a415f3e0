import { memo } from 'react'
import styles from './markdown.module.css'
import { MarkdownPiece, MarkdownRest } from './markdown-block.tsx'
import type { ParagraphPart } from './split-blocks.ts'

type LongParagraphProps = {
  parts: readonly ParagraphPart[]
  /** What comes behind the parts: the end of the paragraph, and any Markdown behind that. */
  rest: string
  joined: number
}

const groupSize = 10

/** A paragraph that grows: only its rest is parsed again, and only its last part is laid out again. */
export function LongParagraph({ parts, rest, joined }: LongParagraphProps) {
  const full = parts.slice(0, -1)
  const last = parts.at(-1)
  const groups = Array.from({ length: Math.ceil(full.length / groupSize) }, (_, index) =>
    full.slice(index * groupSize, (index + 1) * groupSize),
  )
  return (
    <>
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
        <PartGroup key={index} parts={group} joined={joined} />
      ))}
      <MarkdownRest text={rest} joined={Math.max(0, joined - (last ? last.start + last.length : 0))}>
        {last && <Pieces part={last} joined={joined} />}
      </MarkdownRest>
    </>
  )
}

type PartGroupProps = { parts: readonly ParagraphPart[]; joined: number }

const PartGroup = memo(function PartGroup({ parts, joined }: PartGroupProps) {
  return (
    <div data-parts className={styles.parts}>
      {parts.map((part) => (
        <p key={part.start} data-part className={styles.part}>
          <Pieces part={part} joined={joined} />
        </p>
      ))}
    </div>
  )
}, isSameGroup)

function isSameGroup(before: PartGroupProps, now: PartGroupProps): boolean {
  if (before.joined !== now.joined || before.parts.length !== now.parts.length) return false
  return before.parts.every((part, index) => part === now.parts[index])
}

const Pieces = memo(function Pieces({ part, joined }: { part: ParagraphPart; joined: number }) {
  let at = part.start
  return part.pieces.map((piece) => {
    const start = at
    at += piece.length
    return <MarkdownPiece key={start} text={piece} joined={Math.max(0, joined - start)} />
  })
})
