// The list of all runs: only the rows in sight are in the page.
import { useVirtualizer } from '@tanstack/react-virtual'
import { Star } from 'lucide-react'
import { type KeyboardEvent, memo, useEffect, useRef } from 'react'
import type { RunHit } from '#shared/history'
import { costText } from '../../parts/prompt/format.ts'
import { countText, momentText, shortModel, timeText } from '../../parts/response/format.ts'
import { outcomeWords } from '../../parts/response/outcome-words.ts'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { ToneText } from '../../ui/tone-text.tsx'
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
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  useEffect(() => {
    if (hasMore && last >= rows.length - ahead) onEnd()
  }, [hasMore, last, rows.length, onEnd])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const from = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')?.dataset.index
    if (by === 0 || from === undefined || (event.target as HTMLElement).matches('[type=checkbox]')) return
    const index = Number(from) + by
    if (index < 0 || index >= rows.length) return
    event.preventDefault()
    virtual.scrollToIndex(index)
    // The row may come into the page with the next drawing only.
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-index="${index}"] [data-open]`)?.focus(),
    )
  }

  return (
    <div ref={list} className={styles.rows}>
      <ul
        aria-label="Runs found"
        className={styles.height}
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {items.map(({ index, start }) => {
          const row = rows[index]
          return (
            row && (
              <li
                key={row.run.id}
                data-index={index}
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
          <span className={styles.tokens} title="Input and output tokens">
            {run.inputTokens === null && run.outputTokens === null
              ? ''
              : `${countText(run.inputTokens)} → ${countText(run.outputTokens)}`}
          </span>
          <span className={styles.cost}>{run.costUsd === null ? '' : costText(run.costUsd)}</span>
          <ToneText tone={tone} className={styles.outcome}>
            {words}
          </ToneText>
        </span>
        <span className={styles.words}>
          {run.note !== '' && hit.where !== 'note' && <span className={styles.note}>{run.note.slice(0, 120)}</span>}
          {hit.parts.length === 0
            ? run.excerpt.slice(0, 200)
            : hit.parts.map(({ text, isHit }, index) =>
                // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text, which never change places
                isHit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
              )}
        </span>
      </button>
    </>
  )
})
