import { useStore } from 'zustand'
import { groupedDigits } from '#shared/text/grouped-digits'
import { classNames } from '../../ui/class-names.ts'
import { Tooltip } from '../../ui/tooltip.tsx'
import { requestOwner } from './findings/finding-owner.ts'
import { usePromptServices } from './prompt-services.tsx'
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
