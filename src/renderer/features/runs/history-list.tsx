import { Search } from 'lucide-react'
import { memo, useEffect } from 'react'
import { useStore } from 'zustand'
import type { RunSummary } from '#shared/runs/run'
import type { Offer } from '../../parts/keymap/offers.ts'
import { useOffers, useShortcut } from '../../parts/keymap/use-keymap.tsx'
import { excerptOf } from '../../parts/response/excerpt.ts'
import { momentText, shortModel } from '../../parts/response/format.ts'
import { outcomeWords } from '../../parts/response/outcome-words.ts'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Kbd } from '../../ui/kbd.tsx'
import { ToneText } from '../../ui/tone-text.tsx'
import { whenDrawn } from '../../ui/when-rested.ts'
import styles from './history-list.module.css'
import type { HistoryStore } from './history-store.ts'

type HistoryListProps = {
  history: HistoryStore
  /** The run that the response pane shows. */
  shownId: string | null
  onOpen: (id: string) => void
  /** Opens the whole history, ready to be searched. */
  onSearch: () => void
}

/** The runs so far, newest first. Up and Down move between them. */
export function HistoryList({ history, shownId, onOpen, onSearch }: HistoryListProps) {
  const shortcut = useShortcut('searchHistory')
  const { runs, hasMore, isLoading, failure, loadMore } = useStore(history)
  useOffers(() => runs.map((run) => offerOf(run, onOpen)))
  // Behind the first sight, which its rows would hold up.
  useEffect(() => void whenDrawn().then(loadMore), [loadMore])
  const onScroll = (list: HTMLElement) => {
    if (list.scrollHeight - list.scrollTop - list.clientHeight < 200) void loadMore()
  }
  return (
    <section className={styles.history} aria-label="History">
      <h2 className={styles.title}>History</h2>
      <button type="button" className={styles.search} onClick={onSearch}>
        <Search size={13} aria-hidden />
        <span>Search runs</span>
        <Kbd>{shortcut}</Kbd>
      </button>
      {runs.length === 0 && !hasMore && <p className={styles.none}>Runs are kept here, also failed ones.</p>}
      {failure && <p className={styles.none}>{failure.message}</p>}
      <ol
        className={styles.list}
        aria-label="Runs"
        data-own-commands
        onScroll={(event) => onScroll(event.currentTarget)}
        onKeyDown={moveFocus}
      >
        {runs.map((run) => (
          <Row key={run.id} run={run} isShown={run.id === shownId} onOpen={onOpen} />
        ))}
        {hasMore && runs.length > 0 && (
          <li>
            <Button variant="ghost" size="small" disabled={isLoading} onClick={() => void loadMore()}>
              Show more
            </Button>
          </li>
        )}
      </ol>
    </section>
  )
}

/** A run as a command: found by its first words, its prompt and its model. */
function offerOf({ id, excerpt, model, promptName, startedAt }: RunSummary, onOpen: (id: string) => void): Offer {
  return {
    id: `run:${id}`,
    label: `Open run: ${excerpt.slice(0, 80) || 'no answer'}`,
    group: 'History',
    keywords: `${promptName.slice(0, 200)} ${model.slice(0, 80)}`,
    place: `${momentText(startedAt, new Date())}, ${shortModel(model).slice(0, 80)}`,
    perform: () => onOpen(id),
  }
}

type RowProps = { run: RunSummary; isShown: boolean; onOpen: (id: string) => void }

const Row = memo(function Row({ run, isShown, onOpen }: RowProps) {
  const { words, tone } = outcomeWords(run)
  return (
    <li>
      <button
        type="button"
        className={classNames(styles.run, isShown && styles.shown)}
        aria-current={isShown || undefined}
        title={`${run.promptName.slice(0, 200)} · ${run.connectionName.slice(0, 200)} · API ${run.apiVersion.slice(0, 100)}`}
        onClick={() => onOpen(run.id)}
      >
        <span className={styles.head}>
          <time dateTime={run.startedAt} className={styles.time}>
            {momentText(run.startedAt, new Date())}
          </time>
          <span className={styles.model}>{shortModel(run.model).slice(0, 80)}</span>
          <ToneText tone={tone} className={styles.state}>
            {words}
          </ToneText>
        </span>
        <span className={styles.excerpt}>{excerptOf(run) || '\u00A0'}</span>
      </button>
    </li>
  )
})

/** Moves the focus to the run above or below, as in a list of options. */
function moveFocus(event: React.KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const index = buttons.findIndex((button) => button.matches(':focus'))
  const next = buttons[index + (event.key === 'ArrowDown' ? 1 : -1)]
  if (index < 0 || !next) return
  event.preventDefault()
  next.focus()
}
