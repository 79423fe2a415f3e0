import type { ReactNode } from 'react'
import { classNames } from '../../../ui/class-names.ts'
import { setPrefill } from '../edits/prompt-edits.ts'
import { FindingNotes } from '../findings/finding-notes.tsx'
import { findingsOf } from '../findings/findings-store.ts'
import { useFindings, usePrompt } from '../prompt-services.tsx'
import { PromptText } from '../text/prompt-text.tsx'
import styles from './card.module.css'

/**
 * The beginning of the answer, sent as a last assistant message. It stands apart, because the model continues it.
 * `lab`: what helps with it, below its text.
 */
export function PrefillCard({ lab }: { lab?: ReactNode }) {
  const prefill = usePrompt((prompt) => prompt.prefill)
  // A tail that the API trims or refuses is said by its finding: a prefill as such is taken.
  const isRefused = useFindings((state) =>
    findingsOf(state, 'prefill').some(({ severity, ruleId }) => severity === 'error' && ruleId !== 'prefill-tail'),
  )
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a card in every browser
    <div
      role="group"
      aria-label="Prefill"
      data-prompt-field="prefill"
      className={classNames(styles.card, styles.prefill)}
    >
      <div className={styles.header}>
        <span className={styles.role}>Prefill</span>
        <span className={styles.hint}>{isRefused ? 'refused here' : 'the answer continues from here'}</span>
      </div>
      <PromptText
        label="Prefill"
        group="prefill"
        value={prefill}
        placeholder="Empty: not sent"
        change={(text) => setPrefill(text)}
      />
      <FindingNotes owner="prefill" className={styles.notes} />
      {lab}
    </div>
  )
}
