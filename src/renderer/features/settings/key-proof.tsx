import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import type { KeySearchEvent } from '#shared/connections/key'
import type { ConnectionsStore } from '../../parts/connections/connections-store.ts'
import { countText, durationText } from '../../parts/response/format.ts'
import { Button } from '../../ui/button.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Notice } from '../../ui/notice.tsx'
import { bytesText, proofOf } from './key-proof-words.ts'
import styles from './settings.module.css'

type Progress = Extract<KeySearchEvent, { type: 'progress' }>
type State =
  | { kind: 'searching'; progress: Progress | null; startedMs: number }
  | { kind: 'ended'; end: Extract<KeySearchEvent, { type: 'end' }> }
  | { kind: 'stopped'; progress: Progress | null }
  | { kind: 'failed'; error: AppErrorData }

type KeyProofProps = {
  connectionId: string
  connections: ConnectionsStore
  /** What stands beside the button. */
  leading: ReactNode
  trailing: ReactNode
}

/** **Prove it**: has the core look for the key through everything that Antiphon keeps on this computer, and shows what it found. */
export function KeyProof({ connectionId, connections, leading, trailing }: KeyProofProps) {
  const [state, setState] = useState<State | null>(null)
  const controller = useRef<AbortController | null>(null)
  useEffect(() => () => controller.current?.abort(), [])

  async function prove() {
    const search = new AbortController()
    controller.current = search
    let progress: Progress | null = null
    const startedMs = performance.now()
    setState({ kind: 'searching', progress, startedMs })
    try {
      for await (const events of connections.getState().proveKey(connectionId, search.signal)) {
        for (const event of events) {
          if (event.type === 'end') return setState({ kind: 'ended', end: event })
          progress = event
        }
        setState({ kind: 'searching', progress, startedMs })
      }
      setState({ kind: 'stopped', progress })
    } catch (error) {
      setState({ kind: 'failed', error: toErrorData(error) })
    }
  }

  const isSearching = state?.kind === 'searching'
  return (
    <div className={styles.stack}>
      <div className={styles.row}>
        {leading}
        <Button
          title="Searches every file of the data folder for this key, plain and encoded"
          onClick={() => (isSearching ? controller.current?.abort() : void prove())}
        >
          {isSearching ? 'Stop the search' : 'Prove it'}
        </Button>
        {trailing}
      </div>
      {isSearching && (
        <p className={styles.muted}>
          {state.progress && (
            <Meter
              label="Searched"
              value={state.progress.bytes / Math.max(1, state.progress.totalBytes)}
              valueText={progressText(state.progress, state.startedMs)}
            />
          )}{' '}
          {progressText(state.progress, state.startedMs)}
        </p>
      )}
      {state?.kind === 'stopped' && (
        <Notice>
          You stopped the search after {countText(state.progress?.files ?? 0)} files. Nothing is proven either way.
        </Notice>
      )}
      {state?.kind === 'failed' && <Notice tone="error">{state.error.message}</Notice>}
      {state?.kind === 'ended' && <Proof end={state.end} />}
    </div>
  )
}

function Proof({ end }: { end: Extract<KeySearchEvent, { type: 'end' }> }) {
  const { tone, sentence } = proofOf(end)
  return (
    <Notice tone={tone}>
      <p>{sentence}</p>
      {end.hits.length > 0 && (
        <ul className={styles.hits} aria-label="Files that hold the key">
          {end.hits.map(({ path, forms, isExpected }) => (
            <li key={path}>
              <code className={styles.path}>{path}</code> {forms.join(', ')}
              {isExpected && ': the file that you chose'}
            </li>
          ))}
        </ul>
      )}
      {end.unread.length > 0 && (
        <ul className={styles.hits} aria-label="Files that could not be read">
          {end.unread.map((path) => (
            <li key={path}>
              <code className={styles.path}>{path}</code> could not be read
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}

/** `12 of 48 files, 3.1 of 20.4 MB, 4.2 s left`. */
function progressText(progress: Progress | null, startedMs: number): string {
  if (!progress) return 'Listing the files…'
  const { files, totalFiles, bytes, totalBytes } = progress
  const elapsedMs = performance.now() - startedMs
  const leftMs = bytes > 0 ? (elapsedMs * Math.max(0, totalBytes - bytes)) / bytes : null
  const left = leftMs !== null && elapsedMs > 1_000 ? `, ${durationText(leftMs)} left` : ''
  return `${countText(files)} of ${countText(totalFiles)} files, ${bytesText(bytes)} of ${bytesText(totalBytes)}${left}`
}
