// The list of all runs: only the rows in sight are in the page.
import { useVirtualizer } from '@tanstack/react-virtual'
import { Star } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import type { RunHit } from '#shared/runs/history'
import { costText } from '../../parts/prompt/format.ts'
import { excerptOf } from '../../parts/response/excerpt.ts'
import { countText, momentText, shortModel, timeText } from '../../parts/response/format.ts'
import { outcomeWords } from '../../parts/response/outcome-words.ts'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ToneText } from '../../ui/tone-text.tsx'
import { useKeptRow } from '../../ui/use-kept-row.ts'
import styles from './history-view.module.css'

type HistoryRowsProps = {
  rows: readonly RunHit[]
  hasMore: boolean
  shownId: string | null
  selected: ReadonlySet<string>
  onOpen: (id: string) => void
  onSelect: (id: string, isSelected: boolean) => void
  onStar: (id: string, isStarred: boolean) => void
  onEnd: () => void
}

const rowHeight = 50
/** The next page is asked for so many rows before the end comes into sight. */
const ahead = 20

/** Up and Down go from run to run. */
export function HistoryRows(props: HistoryRowsProps) {
  const { rows, hasMore, shownId, selected, onOpen, onSelect, onStar, onEnd } = props
  const list = useRef<HTMLDivElement>(null)
  const { rangeExtractor, onFocus, onBlur, onKeyDown } = useKeptRow(
    (index) => rows[index]?.run.id,
    (id) => rows.findIndex(({ run }) => run.id === id),
    '[data-open]',
  )
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    rangeExtractor,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  // The row that has the focus may stand far below those in sight.
  const last = virtual.range?.endIndex ?? 0
  useEffect(() => {
    if (hasMore && last >= rows.length - ahead) onEnd()
  }, [hasMore, last, rows.length, onEnd])

  return (
    <div ref={list} className={styles.rows}>
      <ul
        aria-label="Runs found"
        className={styles.height}
        style={{ height: virtual.getTotalSize() }}
        onFocus={onFocus}
        onBlur={onBlur}
        onKeyDown={onKeyDown}
      >
        {items.map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <li
                key={row.run.id}
                aria-setsize={hasMore ? -1 : rows.length}
                aria-posinset={index + 1}
                className={classNames(styles.row, row.run.id === shownId && styles.shown)}
                style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              >
                <Row
                  hit={row}
                  isShown={row.run.id === shownId}
                  isSelected={selected.has(row.run.id)}
                  onOpen={onOpen}
                  onSelect={onSelect}
                  onStar={onStar}
                />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}

type RowProps = Pick<HistoryRowsProps, 'onOpen' | 'onSelect' | 'onStar'> & {
  hit: RunHit
  isShown: boolean
  isSelected: boolean
}

const Row = memo(function Row({ hit, isShown, isSelected, onOpen, onSelect, onStar }: RowProps) {
  const { run } = hit
  const { words, tone } = outcomeWords(run)
  const when = `${momentText(run.startedAt, new Date())}, ${shortModel(run.model).slice(0, 80)}`
  return (
    <>
      <input
        type="checkbox"
        className={styles.select}
        aria-label={`Select the run of ${when}`}
        checked={isSelected}
        onChange={(event) => onSelect(run.id, event.target.checked)}
      />
      <IconButton
        size="small"
        className={classNames(styles.star, run.isStarred && styles.starred)}
        label={run.isStarred ? 'Remove the star' : 'Star'}
        aria-pressed={run.isStarred}
        icon={<Star size={14} fill={run.isStarred ? 'currentColor' : 'none'} />}
        onClick={() => onStar(run.id, !run.isStarred)}
      />
      <button
        type="button"
        data-open
        className={styles.open}
        aria-current={isShown || undefined}
        title={`${run.promptName.slice(0, 200)} · ${run.connectionName.slice(0, 200)} · ${new Date(run.startedAt).toDateString()} ${timeText(run.startedAt, { seconds: true })}`}
        onClick={() => onOpen(run.id)}
      >
        <span className={styles.facts}>
          <time dateTime={run.startedAt} className={styles.time}>
            {momentText(run.startedAt, new Date())}
          </time>
          <span className={styles.model}>{shortModel(run.model).slice(0, 80)}</span>
          <span className={styles.prompt}>{run.promptName.slice(0, 120)}</span>
          {(run.inputTokens !== null || run.outputTokens !== null) && (
            <span className={styles.tokens} title="Input and output tokens">
              {countText(run.inputTokens)} → {countText(run.outputTokens)}
            </span>
          )}
          <span className={styles.cost}>{run.costUsd === null ? '' : costText(run.costUsd)}</span>
          <ToneText tone={tone} className={styles.outcome}>
            {words}
          </ToneText>
        </span>
        <span className={styles.words}>
          {run.note !== '' && hit.where !== 'note' && <span className={styles.note}>{run.note.slice(0, 120)}</span>}
          {hit.parts.length === 0
            ? excerptOf(run)
            : hit.parts.map(({ text, isHit }, index) =>
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, which never change places
                isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
              )}
        </span>
      </button>
    </>
  )
})
