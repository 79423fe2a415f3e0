import { useStore } from 'zustand'
import { unsaid } from '#shared/import/imported-prompt'
import type { CodeReading, ImportedRequest, ImportNote } from '#shared/import/reading'
import { Notice } from '../../ui/notice.tsx'
import styles from './code-import-dialog.module.css'
import type { CodeImportStore } from './code-import-store.ts'
import { noteText, noteWithMarks } from './note-text.ts'
import { RequestSummary } from './request-summary.tsx'

/** More are counted, not shown. */
const mostShown = 100

/** What was found in the text: which requests, what they say, and what of the text is not in them. */
export function ReadingView({ store }: { store: CodeImportStore }) {
  const { reading, isReading, problem, chosen } = useStore(store)
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keys scroll it
    <section className={styles.found} aria-label="Found in it" aria-busy={isReading} tabIndex={0}>
      {problem && <Notice tone="error">{problem.message}</Notice>}
      {isReading && <p className={styles.quiet}>Reading…</p>}
      {!reading && !isReading && !problem && (
        <p className={styles.quiet}>What is found appears here, with everything that has no place in a prompt.</p>
      )}
      {reading && !isReading && (
        <>
          <p role="status" className={styles.count}>
            {countText(reading)}
          </p>
          {reading.secrets.length > 0 && <Secrets secrets={reading.secrets} />}
          {reading.requests.length > 1 && (
            <RequestList requests={reading.requests} chosen={chosen} onChoose={store.getState().choose} />
          )}
          <Notes title="About the paste" notes={reading.notes} />
          <Chosen request={reading.requests[chosen]} />
        </>
      )}
    </section>
  )
}

function countText({ format, requests }: CodeReading): string {
  if (requests.length === 0) return `No request was found. This was read as ${format}.`
  return `${format}: ${requests.length === 1 ? '1 request' : `${requests.length} requests`}`
}

function Secrets({ secrets }: Pick<CodeReading, 'secrets'>) {
  return (
    <Notice tone="warning">
      {secrets.length === 1
        ? 'The text holds a key: it is left out and stored nowhere.'
        : `The text holds ${secrets.length} keys: they are left out and stored nowhere.`}
      <ul className={styles.notes}>
        {secrets.slice(0, mostShown).map(({ kind, excerpt }) => (
          <li key={`${kind} ${excerpt}`}>
            {kind} <code>{excerpt}</code>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

type ListProps = { requests: readonly ImportedRequest[]; chosen: number; onChoose: (index: number) => void }

function RequestList({ requests, chosen, onChoose }: ListProps) {
  return (
    <fieldset className={styles.list}>
      <legend className={styles.label}>Requests</legend>
      {requests.map(({ title, line, parts }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes, and two of its requests may be the same
        <label key={index} className={styles.choice}>
          <input type="radio" name="request" checked={index === chosen} onChange={() => onChoose(index)} />
          <span className={styles.name}>{title}</span>
          <span className={styles.meta}>
            {[parts.model, line === null ? null : `line ${line}`].filter((word) => word != null).join(' · ')}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

function Chosen({ request }: { request: ImportedRequest | undefined }) {
  if (!request) return null
  const missing = unsaid(request.parts)
  return (
    <>
      <RequestSummary parts={request.parts} />
      {missing.length > 0 && (
        <p className={styles.quiet}>
          It does not say <code>{missing.join(' and ')}</code>: as in the open prompt.
        </p>
      )}
      <Notes title="Left out or changed" notes={request.notes} />
    </>
  )
}

/** What stands between backticks is code. */
function NoteWords({ note }: { note: ImportNote }) {
  return (
    noteWithMarks(note)
      .split('`')
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a note never change
      .map((piece, index) => (index % 2 === 1 ? <code key={index}>{piece}</code> : piece))
  )
}

function Notes({ title, notes }: { title: string; notes: readonly ImportNote[] }) {
  if (notes.length === 0) return null
  const more = notes.length - mostShown
  return (
    <div>
      <h3 className={styles.label}>{title}</h3>
      <ul className={styles.notes} aria-label={title}>
        {notes.slice(0, mostShown).map((note) => (
          <li key={noteText(note)}>
            <NoteWords note={note} />
          </li>
        ))}
        {more > 0 && <li>and {more} more</li>}
      </ul>
    </div>
  )
}
