import { Suspense, useState } from 'react'
import { useStore } from 'zustand'
import type { RunSummary } from '#shared/runs/run'
import { useOffers } from '../../parts/keymap/use-keymap.tsx'
import { percentText, shortCount } from '../../parts/prompt/format.ts'
import { useFindings, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { classNames } from '../../ui/class-names.ts'
import { Flyout } from '../../ui/flyout.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Meter } from '../../ui/meter.tsx'
import styles from './context-meter.module.css'

const ContextPanel = lazyPart(async () => (await import('./context-panel.tsx')).ContextPanel)
const SummaryDialog = lazyPart(async () => (await import('./summary-dialog.tsx')).SummaryDialog)

type ContextMeterProps = {
  /** A summary is a run like any other: the history has a new or a changed row. */
  onRunChanged: (run: RunSummary) => void
}

/** How much of the model's context window the input takes. It opens into what takes it, and into ways to take less. */
export function ContextMeter({ onRunChanged }: ContextMeterProps) {
  const { prompts, tokenCount } = usePromptServices()
  const { count, isCounting } = useStore(tokenCount)
  const contextWindow = useFindings(({ model }) => model?.contextWindow ?? null)
  const maxTokens = useStore(prompts, ({ prompt }) => prompt?.settings.max_tokens ?? 0)
  const [isOpen, setIsOpen] = useState(false)
  const [isSummarising, setIsSummarising] = useState(false)
  useOffers(() => {
    const { prompt } = prompts.getState()
    const hasOlder = prompt !== null && prompt.messages.length > 2
    return [
      {
        id: 'context.fit',
        label: 'Fit to budget…',
        group: 'Prompt',
        keywords: 'context window',
        perform: () => setIsOpen(true),
      },
      ...(hasOlder
        ? [
            {
              id: 'context.summarise',
              label: 'Summarise older turns…',
              group: 'Prompt' as const,
              keywords: 'context window shorten',
              perform: () => setIsSummarising(true),
            },
          ]
        : []),
    ]
  })
  if (!count) return null
  const share = contextWindow === null ? null : count.inputTokens / contextWindow
  const isOver = contextWindow !== null && count.inputTokens + maxTokens > contextWindow
  const text =
    share === null || contextWindow === null
      ? 'context size unknown'
      : `${percentText(share)} of ${shortCount(contextWindow)}`
  return (
    <span className={classNames(styles.item, isCounting && styles.stale)}>
      {share !== null && (
        <Meter
          label="Context"
          value={share}
          valueText={text}
          tone={share > 1 ? 'error' : share > 0.8 || isOver ? 'warning' : 'accent'}
        />
      )}
      <Flyout
        title="Context window"
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        align="end"
        trigger={
          <Button variant="ghost" className={styles.button} aria-label={`Context window: ${text}`}>
            {text}
          </Button>
        }
      >
        <ContextPanel
          onClose={() => setIsOpen(false)}
          onSummarise={() => {
            setIsOpen(false)
            setIsSummarising(true)
          }}
        />
      </Flyout>
      <Suspense>
        {isSummarising && <SummaryDialog onRunChanged={onRunChanged} onClose={() => setIsSummarising(false)} />}
      </Suspense>
    </span>
  )
}
