import { useState } from 'react'
import { type BudgetFit, fitToBudget, roomForInput, withMuted } from '#shared/conversation/fit-budget'
import { olderWords } from '#shared/conversation/older-words'
import type { PromptMessage } from '#shared/prompt/prompt'
import { groupedDigits } from '#shared/text/grouped-digits'
import { useFindings, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { NumberField } from '../../ui/number-field.tsx'
import styles from './context-panel.module.css'
import type { Shares } from './use-shares.ts'

/** A budget of input tokens, what keeping it would cost the conversation, and the way to its diff. */
export function FitForm({ shares: { prompt, total, shares }, onClose }: { shares: Shares; onClose: () => void }) {
  const { preview } = usePromptServices()
  const model = useFindings((state) => state.model)
  const [typed, setTyped] = useState<number | null>(null)
  const room = roomForInput(model, prompt.settings.max_tokens)
  const budget = typed ?? room
  const tokens = new Map(shares.map(({ key, tokens: share }) => [key.replace(/^message /, ''), share]))
  const fit = budget === null ? null : fitToBudget(prompt.messages, tokens, total, budget)

  function show({ ids, tokens: left }: BudgetFit) {
    onClose()
    void preview.getState().show({
      title: 'Fit to budget',
      confirmLabel: `Mute ${messageCount(ids.length)}`,
      afterLabel: `≈ ${groupedDigits(left)} input tokens`,
      changes: [
        `Mutes ${olderWords(prompt.messages, ids)}: kept, and not sent. Pinned turns stay, and tool calls with their results.`,
      ],
      apply: (changed) => withMuted(changed, new Set(ids)),
      done: `${messageCount(ids.length)} muted.`,
    })
  }

  return (
    <section className={styles.part} aria-label="Fit to budget">
      <div className={styles.fit}>
        <span className={styles.label} aria-hidden>
          Budget in input tokens
        </span>
        <NumberField
          label="Budget in input tokens"
          value={typed}
          step={1_000}
          placeholder={room === null ? 'unknown window' : groupedDigits(room)}
          emptyMeans="The model's window less max_tokens and 2 % counts."
          onChange={setTyped}
        />
        <Button
          size="small"
          disabled={!fit || fit.ids.length === 0}
          onClick={() => {
            if (fit) show(fit)
          }}
        >
          Fit to budget…
        </Button>
      </div>
      <p className={styles.note} role="status">
        {fit === null ? 'The window of this model is not known: type a budget.' : wordsOf(fit, prompt.messages)}
      </p>
    </section>
  )
}

function wordsOf({ ids, tokens, fits }: BudgetFit, messages: readonly PromptMessage[]): string {
  if (ids.length === 0) return fits ? 'It fits: nothing has to go.' : 'It does not fit, and no turn may go.'
  const left = `Mutes ${olderWords(messages, ids)}; ≈ ${groupedDigits(tokens)} tokens are left.`
  return fits ? left : `${left} That is still over the budget.`
}

function messageCount(count: number): string {
  return `${groupedDigits(count)} ${count === 1 ? 'message' : 'messages'}`
}
