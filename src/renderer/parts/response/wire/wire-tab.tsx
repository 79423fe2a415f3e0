import { Copy } from 'lucide-react'
import { Fragment, useEffect, useState } from 'react'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import { readRateLimits } from '#shared/runs/rate-limits'
import type { Run } from '#shared/runs/run'
import type { WireAttempt, WireHeader } from '#shared/runs/wire'
import type { Host } from '../../../host/host.ts'
import { Button } from '../../../ui/button.tsx'
import { Notice } from '../../../ui/notice.tsx'
import { RateLimitMeters } from '../../rate-limits/rate-limit-meters.tsx'
import { countText, durationText, timeText } from '../format.ts'
import { BodyText } from './body-text.tsx'
import styles from './wire.module.css'

type WireTabProps = { host: Pick<Host, 'call'>; run: Run }

/** What went over the wire: every try with its request exactly as sent, and what the server answered. */
export function WireTab({ host, run }: WireTabProps) {
  const { attempts, failure } = useWire(host, run)
  if (failure) return <Notice tone="error">{failure.message.slice(0, 1_000)}</Notice>
  if (attempts === null) return null
  if (attempts.length === 0) {
    const words = run.state === 'running' ? 'Nothing has been sent yet.' : 'Nothing was sent, or it is not kept.'
    return <p className={styles.none}>{words}</p>
  }
  return (
    <section className={styles.wire} aria-label="Wire">
      {attempts.map((attempt) => (
        <Attempt key={attempt.number} host={host} run={run} attempt={attempt} count={attempts.length} />
      ))}
    </section>
  )
}

const readEveryMs = 1_000

/** The tries as the core knows them, read again every second while the run goes. */
function useWire(host: Pick<Host, 'call'>, { id, state }: Run) {
  const [known, setKnown] = useState<{ attempts: WireAttempt[] | null; failure: AppErrorData | null }>({
    attempts: null,
    failure: null,
  })
  useEffect(() => {
    let isOver = false
    let timer: ReturnType<typeof setTimeout> | undefined
    const read = async () => {
      const next = await host.call('runs.wire', { id }).then(
        (attempts) => ({ attempts, failure: null }),
        (error: unknown) => ({ attempts: null, failure: toErrorData(error) }),
      )
      if (isOver) return
      setKnown(next)
      if (state === 'running') timer = setTimeout(() => void read(), readEveryMs)
    }
    void read()
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [host, id, state])
  return known
}

type AttemptProps = { host: Pick<Host, 'call'>; run: Run; attempt: WireAttempt; count: number }

function Attempt({ host, run, attempt, count }: AttemptProps) {
  const { number, status, statusText, requestBytes, responseBytes, keptBytes, hasLeft, failure } = attempt
  const limits = readRateLimits(attempt.responseHeaders)
  const sent = [`attempt ${number} of ${count}`, timeText(attempt.sentAt, { seconds: true }), bytesText(requestBytes)]
  const cut = keptBytes < responseBytes ? `The first ${bytesText(keptBytes)} of the body are kept.` : null
  return (
    <article className={styles.attempt} aria-label={`Attempt ${number}`}>
      <header className={styles.heading}>
        <h2 className={styles.title}>Request</h2>
        <span className={styles.facts}>{sent.join(' · ')}</span>
        <CopyCurl host={host} runId={run.id} attempt={number} />
      </header>
      {!hasLeft && <p className={styles.note}>No connection took it. This is what would have been sent.</p>}
      <div className={styles.message}>
        <p>
          <b>{attempt.method}</b> {attempt.url.slice(0, 2_000)}
        </p>
        <Headers headers={attempt.requestHeaders} versionReason={run.request.versionReason} />
        <BodyText host={host} runId={run.id} attempt={number} part="request" size={requestBytes} />
      </div>
      <header className={styles.heading}>
        <h2 className={styles.title}>Response</h2>
        <span className={styles.facts}>{responseFacts(attempt).join(' · ')}</span>
      </header>
      {failure && <p className={styles.failure}>{failure.slice(0, 500)}</p>}
      {status !== null && (
        <div className={styles.message}>
          <p>
            <b>{status}</b> {statusText.slice(0, 200)}
          </p>
          <Headers headers={attempt.responseHeaders} />
          {keptBytes > 0 && <BodyText host={host} runId={run.id} attempt={number} part="response" size={keptBytes} />}
        </div>
      )}
      {cut && <p className={styles.note}>{cut}</p>}
      {limits.length > 0 && <RateLimitMeters limits={limits} />}
    </article>
  )
}

function responseFacts({ status, headersMs, firstByteMs, endMs, responseBytes }: WireAttempt): string[] {
  if (status === null) return [endMs === null ? 'waiting' : `none, given up after ${durationText(endMs)}`]
  return [
    `headers ${durationText(headersMs)}`,
    ...(firstByteMs === null ? [] : [`first byte ${durationText(firstByteMs)}`]),
    endMs === null ? 'under way' : `end ${durationText(endMs)}`,
    bytesText(responseBytes),
  ]
}

const longestValue = 4_000

function Headers({ headers, versionReason }: { headers: readonly WireHeader[]; versionReason?: string }) {
  return headers.map(({ name, value }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a header may come twice, and the list never changes
    <Fragment key={index}>
      <p>
        <span className={styles.name}>{name.slice(0, 200)}:</span> {value.slice(0, longestValue)}
        {value.length > longestValue && '…'}
        {versionReason && name.toLowerCase() === 'anthropic-version' && (
          <span className={styles.reason}>{versionReason}</span>
        )}
      </p>
    </Fragment>
  ))
}

type CopyCurlProps = { host: Pick<Host, 'call'>; runId: string; attempt: number }

function CopyCurl({ host, runId, attempt }: CopyCurlProps) {
  const [words, setWords] = useState('Copy as curl')
  const copy = async () => {
    try {
      const { text } = await host.call('runs.curl', { id: runId, attempt })
      await navigator.clipboard.writeText(text)
      setWords('Copied')
    } catch {
      setWords('Not copied: try again')
    }
  }
  return (
    <Button
      variant="link"
      size="small"
      className={styles.copy}
      title="A command for a POSIX shell. It reads the key from ANTHROPIC_API_KEY, and leaves out what curl writes itself and X-Stainless-*."
      onClick={() => void copy()}
      onBlur={() => setWords('Copy as curl')}
    >
      <Copy size={12} aria-hidden /> <span aria-live="polite">{words}</span>
    </Button>
  )
}

function bytesText(bytes: number): string {
  if (bytes < 100_000) return `${countText(bytes)} bytes`
  return bytes < 1_000_000 ? `${countText(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
