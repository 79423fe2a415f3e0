import { useStore } from 'zustand'
import { groupedDigits } from '#shared/grouped-digits'
import { classNames } from '../../ui/class-names.ts'
import { Meter } from '../../ui/meter.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { requestOwner } from './finding-owner.ts'
import { percentText, shortCount } from './format.ts'
import { useFindings, usePromptServices } from './prompt-services.tsx'
import styles from './status-items.module.css'

/** The input tokens of the open prompt: exact where the server counts, else an estimate that says why it is one. */
export function InputTokens() {
  const { count, isCounting } = useStore(usePromptServices().tokenCount)
  if (!count) return <span className={styles.stale}>Counting input tokens…</span>
  const tokens = groupedDigits(count.inputTokens)
  const isExact = count.kind === 'exact'
  const look = classNames(styles.item, isCounting && styles.stale)
  return (
    <Tooltip content={isExact ? 'Counted by the server with count_tokens.' : `An estimate. ${count.reason ?? ''}`}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reached by keyboard too */}
      <span tabIndex={0} aria-busy={isCounting} data-prompt-field={requestOwner} className={look}>
        {isExact ? tokens : `≈ ${tokens}`} input tokens{isExact ? '' : ' (estimate)'}
      </span>
    </Tooltip>
  )
}

/** How much of the model's context window the input takes. */
export function ContextMeter() {
  const { count, isCounting } = useStore(usePromptServices().tokenCount)
  const contextWindow = useFindings(({ model }) => model?.contextWindow ?? null)
  if (!count) return null
  if (contextWindow === null) return <span className={styles.quiet}>context size unknown</span>
  const share = count.inputTokens / contextWindow
  const text = `${percentText(share)} of ${shortCount(contextWindow)}`
  return (
    <span className={classNames(styles.item, isCounting && styles.stale)}>
      <Meter
        label="Context"
        value={share}
        valueText={text}
        tone={share > 1 ? 'error' : share > 0.8 ? 'warning' : 'accent'}
      />
      <span className={styles.quiet}>{text}</span>
    </span>
  )
}
