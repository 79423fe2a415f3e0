import { memo, type ReactNode, useMemo } from 'react'
import { KeepSelection } from './keep-selection.ts'
import styles from './markdown.module.css'
import { MarkdownRest, showPiece } from './markdown-block.tsx'
import type { ParagraphPart } from './split-blocks.ts'

type LongParagraphProps = {
  parts: readonly ParagraphPart[]
  /** What comes behind the parts: the end of the paragraph, and any Markdown behind that. */
  rest: string
  joined: number
  /** Whether nothing will be added to it. */
  isOver: boolean
}

/** So many parts are laid out together: to lay 8,000 code units out again takes about a millisecond. */
const unitSize = 4
/** So many units are skipped together while they are out of sight. */
const groupSize = 10
/** Up to so many UTF-16 code units a paragraph that is over is laid out as a whole; that takes some 15 ms, once. */
const mostAtOnce = 65_536

type Unit = readonly ParagraphPart[]
/** What each piece was parsed to, by where it begins in the paragraph: it moves into a unit, and out of it, without being parsed again. */
type ShownPieces = Map<number, { text: string; node: ReactNode }>

/**
 * A paragraph that grows: only its rest is parsed again, and only its last unit of parts is laid out again. A reader sees where
 * a unit ends by the line that ends there; so once the paragraph is over it is one again.
 */
export function LongParagraph({ parts, rest, joined, isOver }: LongParagraphProps) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another prefill marks other pieces
  const shown = useMemo<ShownPieces>(() => new Map(), [joined])
  const last = parts.at(-1)
  const end = last ? last.start + last.length : 0
  const isWhole = isOver && end <= mostAtOnce
  const fullLength = isWhole ? 0 : Math.max(0, Math.ceil(parts.length / unitSize) - 1) * unitSize
  const groups = inGroups(inGroups(parts.slice(0, fullLength), unitSize), groupSize)
  const inRest = parts.slice(fullLength)
  return (
    <KeepSelection layout={`${isWhole} ${fullLength}`}>
      {groups.map((units, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
        <UnitGroup key={index} units={units} joined={joined} shown={shown} />
      ))}
      <MarkdownRest text={rest} joined={Math.max(0, joined - end)}>
        {inRest.length > 0 &&
          inRest.map((part) => <Pieces key={part.start} part={part} joined={joined} shown={shown} />)}
      </MarkdownRest>
    </KeepSelection>
  )
}

function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

type UnitGroupProps = { units: readonly Unit[]; joined: number; shown: ShownPieces }

const UnitGroup = memo(function UnitGroup({ units, joined, shown }: UnitGroupProps) {
  return (
    <div data-parts className={styles.parts}>
      {units.map((unit) => (
        <p key={unit[0]?.start} data-part className={styles.part}>
          {unit.map((part) => (
            <Pieces key={part.start} part={part} joined={joined} shown={shown} />
          ))}
        </p>
      ))}
    </div>
  )
}, isSameGroup)

/** A unit is full, so it changes only by another one coming behind it. */
function isSameGroup(before: UnitGroupProps, now: UnitGroupProps): boolean {
  if (before.joined !== now.joined || before.units.length !== now.units.length) return false
  return before.units.every((unit, index) => unit.every((part, place) => part === now.units[index]?.[place]))
}

type PiecesProps = { part: ParagraphPart; joined: number; shown: ShownPieces }

const Pieces = memo(function Pieces({ part, joined, shown }: PiecesProps) {
  let at = part.start
  return part.pieces.map((piece) => {
    const start = at
    at += piece.length
    return <Piece key={start} text={piece} start={start} joined={joined} shown={shown} />
  })
})

type PieceProps = { text: string; start: number; joined: number; shown: ShownPieces }

const Piece = memo(function Piece({ text, start, joined, shown }: PieceProps) {
  const known = shown.get(start)
  // Of another answer the same place may be shown next.
  if (known?.text === text) return known.node
  const node = showPiece(text, Math.max(0, joined - start))
  shown.set(start, { text, node })
  return node
})
