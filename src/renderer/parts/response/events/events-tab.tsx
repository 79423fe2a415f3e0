// biome-ignore-all lint/a11y/useSemanticElements: the rows of a <table> cannot be placed one by one, as a list of 100,000 needs
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus and names its active row
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, memo, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { Run } from '#shared/runs/run'
import type { WireEvent } from '#shared/runs/wire'
import type { Host } from '../../../host/host.ts'
import { classNames } from '../../../ui/class-names.ts'
import { Notice } from '../../../ui/notice.tsx'
import { Select } from '../../../ui/select.tsx'
import { countText } from '../format.ts'
import { oddText } from '../odd-text.tsx'
import { countKinds, type EventRow, eventRows, gapMs } from './event-rows.ts'
import { atText, eventWords, rawEvent } from './event-words.ts'
import styles from './events.module.css'
import { createEventsStore, type EventsStore } from './events-store.ts'
import { ReplayBar, replayKey } from './replay-bar.tsx'

type EventsTabProps = {
  host: Pick<Host, 'call'>
  run: Run
  /** Made when this run's events were looked at before; a replay goes on in it while other tabs are shown. */
  made: EventsStore | null
  onMade: (store: EventsStore) => void
}

/** Every event of a run's stream with the moment at which it came, the pauses between them, and a replay. */
export function EventsTab({ host, run, made, onMade }: EventsTabProps) {
  const newest = useRef(run)
  useEffect(() => {
    newest.current = run
  })
  const store = useMemo(
    () => made ?? createEventsStore(host, { run: () => newest.current, wantsLittleMotion }),
    [made, host],
  )
  useEffect(() => {
    onMade(store)
    return store.watch()
  }, [store, onMade])
  return <Events store={store} isRunning={run.state === 'running'} />
}

function wantsLittleMotion(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

const rowHeight = 23

function Events({ store, isRunning }: { store: EventsStore; isRunning: boolean }) {
  const state = useStore(store)
  const { events, total, failure, replay } = state
  const [kind, setKind] = useState<string | null>(null)
  const [chosen, setChosen] = useState<number | null>(null)
  const kinds = useMemo(() => countKinds(events), [events])
  const rows = useMemo(() => eventRows(events, kind), [events, kind])
  const current = replay && replay.played > 0 ? replay.played - 1 : null
  if (failure) return <Notice tone="error">{failure.message.slice(0, 1_000)}</Notice>
  if (events.length === 0) return <p className={styles.none}>{emptyWords(isRunning, state.hasEnded)}</p>
  const event = chosen === null ? undefined : events[chosen]
  return (
    <div className={styles.events}>
      <ReplayBar store={store} />
      <div className={styles.filter}>
        <Select
          label="Kind of event"
          hideLabel
          value={kind ?? ''}
          options={[
            { value: '', label: `All kinds (${countText(events.length)})` },
            ...[...kinds].map(([value, count]) => ({ value, label: `${value} (${countText(count)})` })),
          ]}
          onChange={(value) => setKind(value === '' ? null : value)}
        />
        <span className={styles.count}>
          {total > events.length ? `${countText(events.length)} of ${countText(total)} read` : ''}
        </span>
      </div>
      <EventGrid
        events={events}
        rows={rows}
        current={current}
        chosen={chosen}
        onChoose={setChosen}
        onOtherKey={(key) => replayKey(key, state)}
      />
      {event && (
        <section className={styles.raw} aria-label={`Event ${countText((chosen ?? 0) + 1)}`}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <pre tabIndex={0}>{oddText(rawEvent(event))}</pre>
        </section>
      )}
    </div>
  )
}

function emptyWords(isRunning: boolean, hasEnded: boolean): string {
  if (isRunning || !hasEnded) return 'No event has come yet.'
  return 'There are no events: no stream came, or it is not kept. The Wire tab shows what was answered.'
}

type EventGridProps = {
  events: readonly WireEvent[]
  rows: readonly EventRow[]
  /** The event that a replay played last. */
  current: number | null
  chosen: number | null
  onChoose: (index: number | null) => void
  onOtherKey: (event: KeyboardEvent<HTMLElement>) => void
}

/** The list itself: only the lines in sight are in the page. Up and Down choose an event. */
function EventGrid({ events, rows, current, chosen, onChoose, onOtherKey }: EventGridProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  })
  useFollow(list, rows, current)
  useFollow(list, rows, chosen)

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const by = movesBy(event.key, Math.floor((list.current?.clientHeight ?? 0) / rowHeight), rows.length)
    if (by === null) return onOtherKey(event)
    event.preventDefault()
    const shown = rows.filter(({ pauseMs }) => pauseMs === null)
    const at = shown.findIndex(({ index }) => index === chosen)
    const next = shown[Math.min(shown.length - 1, Math.max(0, at < 0 ? 0 : at + by))]
    if (next) onChoose(next.index)
  }
  return (
    <div className={styles.table}>
      <div className={styles.headings} aria-hidden>
        <span>at</span>
        <span>gap</span>
        <span>event</span>
        <span>what</span>
      </div>
      <div
        ref={list}
        className={styles.list}
        role="grid"
        aria-label="Events"
        aria-rowcount={rows.length}
        aria-colcount={4}
        aria-activedescendant={chosen === null ? undefined : `${id}-${chosen}`}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="rowgroup" className={styles.rows} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index: place, start }) => {
            const row = rows[place]
            const event = row && events[row.index]
            if (!row || !event) return null
            return (
              <Row
                key={place}
                id={row.pauseMs === null ? `${id}-${row.index}` : undefined}
                place={place}
                top={start}
                event={event}
                gap={gapMs(events, row.index)}
                pauseMs={row.pauseMs}
                isCurrent={row.index === current && row.pauseMs === null}
                isChosen={row.index === chosen && row.pauseMs === null}
                onChoose={() => onChoose(row.index === chosen ? null : row.index)}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

/** Brings an event into sight when it becomes the one that is played or chosen. */
function useFollow(list: RefObject<HTMLElement | null>, rows: readonly EventRow[], event: number | null) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another event moves the list, not new lines around it
  useEffect(() => {
    const place = event === null ? -1 : rows.findIndex(({ index, pauseMs }) => index === event && pauseMs === null)
    // Choosing an event makes room for its text: the list has its new height a frame later.
    if (place >= 0) requestAnimationFrame(() => list.current && bringIntoSight(list.current, place * rowHeight))
  }, [event])
}

function bringIntoSight(list: HTMLElement, top: number): void {
  const lowest = top + rowHeight - list.clientHeight
  if (top < list.scrollTop) list.scrollTop = top
  else if (lowest > list.scrollTop) list.scrollTop = lowest
}

/** How many lines a key moves by; `null` for every other key. */
function movesBy(key: string, page: number, all: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'PageDown':
      return page
    case 'PageUp':
      return -page
    case 'Home':
      return -all
    case 'End':
      return all
    default:
      return null
  }
}

type RowProps = {
  id: string | undefined
  place: number
  top: number
  event: WireEvent
  gap: number
  pauseMs: number | null
  isCurrent: boolean
  isChosen: boolean
  onChoose: () => void
}

const Row = memo(
  function Row({ id, place, top, event, gap, pauseMs, isCurrent, isChosen, onChoose }: RowProps) {
    const style = { transform: `translateY(${top}px)` }
    if (pauseMs !== null) {
      return (
        <div role="row" aria-rowindex={place + 1} className={styles.pause} style={style}>
          <span role="gridcell" aria-colspan={4}>
            pause of {atText(pauseMs)}
          </span>
        </div>
      )
    }
    return (
      // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys
      <div
        id={id}
        role="row"
        aria-rowindex={place + 1}
        aria-selected={isChosen}
        className={classNames(styles.row, isCurrent && styles.current, isChosen && styles.chosen)}
        style={style}
        onClick={onChoose}
      >
        <span role="gridcell">{atText(event.atMs)}</span>
        <span role="gridcell">{countText(Math.round(gap))}</span>
        <span role="gridcell">{event.kind}</span>
        <span role="gridcell">{oddText(eventWords(event))}</span>
      </div>
    )
  },
  // What a press does is the same for a row that is the same.
  (before, after) =>
    before.place === after.place &&
    before.event === after.event &&
    before.pauseMs === after.pauseMs &&
    before.top === after.top &&
    before.isCurrent === after.isCurrent &&
    before.isChosen === after.isChosen,
)
