import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, Suspense, useId, useState } from 'react'
import type { Run } from '#shared/runs/run'
import { outcomeOf } from '#shared/runs/stop-reason'
import { outputRate, totalInputTokens, type Usage } from '#shared/runs/usage'
import { IconButton } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { lazyPart } from '../../ui/lazy-part.ts'
import { ToneText } from '../../ui/tone-text.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import { costText } from '../prompt/format.ts'
import { CopyId } from './copy-id.tsx'
import { countText, durationText, rateText, shortId, unknown } from './format.ts'
import styles from './metadata-strip.module.css'

const RunCost = lazyPart(async () => (await import('../cost/run-cost.tsx')).RunCost)

type MetadataStripProps = {
  /** `null` while nothing has been run. */
  run: Run | null
  /** Milliseconds since the run began, while it goes. */
  elapsedMs: number | null
  /** Characters of answer and thinking so far: what output tokens are estimated from until the API tells them. */
  answerLength: number
  /** Buttons beside the stop reason. */
  nextSteps?: ReactNode
}

/**
 * What is known of a run, always in the same place; a dash stands for what is not known yet. In a low pane it is one line
 * with the most wanted facts, and a button that shows the others.
 */
export function MetadataStrip({ run, elapsedMs, answerLength, nextSteps }: MetadataStripProps) {
  const usage = run?.usage ?? null
  const isRunning = run?.state === 'running'
  const durationMs = isRunning ? elapsedMs : (run?.durationMs ?? null)
  const output = outputTokens(run, answerLength)
  const [isWhole, setWhole] = useState(false)
  return (
    <footer className={styles.strip}>
      <dl className={classNames(styles.list, !isWhole && styles.short)}>
        <StopReason run={run} nextSteps={nextSteps} />
        <Entry name="Input tokens" short="in">
          {countText(usage && totalInputTokens(usage))}
        </Entry>
        <Entry name="Output tokens" short="out">
          {output.isEstimate && '≈ '}
          {countText(output.count)}
        </Entry>
        <Entry name="Cached tokens" title="cache_read_input_tokens / cache_creation_input_tokens">
          {cachedText(usage)}
        </Entry>
        <Entry name="Cost" short="">
          {run?.cost ? (
            <Suspense fallback={unknown}>
              <RunCost cost={run.cost} isAtLeast={output.isEstimate} />
            </Suspense>
          ) : run?.costUsd == null ? (
            unknown
          ) : (
            costText(run.costUsd)
          )}
        </Entry>
        <Entry name="First token">{durationText(run?.firstTokenMs ?? null)}</Entry>
        <Entry name="Total time" short="">
          {durationText(durationMs)}
        </Entry>
        <Entry name="Tokens per second">
          {output.isEstimate && output.count !== null && '≈ '}
          {rateText(rateOf(output.count, run?.firstTokenMs ?? null, durationMs))}
        </Entry>
        <RequestId id={run?.requestId ?? null} />
      </dl>
      <span className={styles.more}>
        <IconButton
          size="small"
          label="All facts"
          icon={isWhole ? <ChevronDown size={14} /> : <ChevronUp size={14} />}
          aria-expanded={isWhole}
          onClick={() => setWhole(!isWhole)}
        />
      </span>
    </footer>
  )
}

function StopReason({ run, nextSteps }: { run: Run | null; nextSteps: ReactNode }) {
  const outcome = run ? outcomeOf(run) : { code: null, words: 'Nothing has been run yet.', tone: 'neutral' as const }
  return (
    <Entry name="Stop reason" className={styles.outcome} hideName>
      {outcome.code !== null && (
        <code>
          <ToneText tone={outcome.tone}>{outcome.code.slice(0, 100)}</ToneText>
        </code>
      )}{' '}
      <span className={outcome.tone === 'ok' ? styles.plain : undefined}>{outcome.words.slice(0, 1_000)}</span>{' '}
      {nextSteps}
    </Entry>
  )
}

type EntryProps = {
  name: string
  /** What is seen of the name in the one line of a low pane; without it the fact is left out there. */
  short?: string
  title?: string
  className?: string
  hideName?: boolean
  children: ReactNode
}

function Entry({ name, short, title, className, hideName, children }: EntryProps) {
  const id = useId()
  return (
    <div title={title} className={classNames(className, short !== undefined && styles.wanted)}>
      <dt id={id} data-short={short}>
        {hideName ? <VisuallyHidden>{name}</VisuallyHidden> : name}
      </dt>
      {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: a definition may be named (ARIA 1.2), and is found by it */}
      <dd aria-labelledby={id}>{children}</dd>
    </div>
  )
}

function RequestId({ id }: { id: string | null }) {
  return (
    <Entry name="Request id">
      {id === null ? (
        unknown
      ) : (
        <CopyId id={id} className={styles.id}>
          {shortId(id)}
        </CopyId>
      )}
    </Entry>
  )
}

/**
 * Output tokens as the API counts them. It tells them at the end, so until then, and for an answer that never came to its
 * end, they are estimated: about 3.5 characters make one.
 */
function outputTokens(run: Run | null, answerLength: number): { count: number | null; isEstimate: boolean } {
  const counted = run?.usage?.output_tokens ?? null
  const estimated = Math.ceil(answerLength / 3.5)
  const isEstimate = run !== null && run.state !== 'completed' && estimated > (counted ?? 0)
  return isEstimate ? { count: estimated, isEstimate } : { count: counted, isEstimate }
}

function cachedText(usage: Usage | null): string {
  if (!usage) return unknown
  const written = usage.cache_creation_input_tokens ?? 0
  const read = countText(usage.cache_read_input_tokens ?? 0)
  return written > 0 ? `${read} read, ${countText(written)} written` : read
}

function rateOf(tokens: number | null, firstTokenMs: number | null, durationMs: number | null): number | null {
  if (tokens === null || firstTokenMs === null || durationMs === null) return null
  return durationMs - firstTokenMs >= 1 ? outputRate(tokens, durationMs - firstTokenMs) : null
}
