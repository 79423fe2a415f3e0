import { Suspense } from 'react'
import type { Prompt } from '#shared/prompt/prompt'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { AnswerName } from '../../parts/response/answer-name.ts'
import { MetadataStrip } from '../../parts/response/metadata-strip.tsx'
import { grownLength } from '../../parts/response/run-view.ts'
import { Button } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import type { Trial } from './trial-store.ts'
import styles from './try-both-dialog.module.css'
import type { Way } from './try-both-dialog.tsx'

const Answer = lazyPart(async () => (await import('../../parts/response/answer.tsx')).Answer)

export type TrialTab = 'rendered' | 'text' | 'json'

type TrialColumnProps = {
  name: string
  way: Way
  ways: readonly Way[]
  /** The prompt as this side sends it. */
  prompt: Prompt
  /** `null` before the first run. */
  trial: Trial | null
  tab: TrialTab
  elapsedMs: number | null
  isLocked: boolean
  onWay: (id: Way['id']) => void
  /** Makes this way the prompt’s; `null` where it is that already. */
  onUse: (() => void) | null
}

/** One side: which way, what would be refused of it, and its answer. */
export function TrialColumn(props: TrialColumnProps) {
  const { name, way, ways, prompt, trial, tab, elapsedMs, isLocked, onWay, onUse } = props
  const { findings } = usePromptServices()
  const errors = findings.findingsIn(prompt).filter(({ severity }) => severity === 'error')
  const view = trial?.view ?? null
  return (
    <section className={styles.column} aria-label={`${name}: ${way.label}`}>
      <header className={styles.header}>
        <b>{name}</b>
        <Select
          className={styles.way}
          label={`Way of ${name}`}
          hideLabel
          value={way.id}
          disabled={isLocked}
          options={ways.map(({ id, label }) => ({ value: id, label }))}
          onChange={onWay}
        />
        <Button size="small" disabled={onUse === null || isLocked} aria-label={`Use ${name}`} onClick={() => onUse?.()}>
          Use
        </Button>
      </header>
      <p className={styles.words}>{way.words}</p>
      {errors.length > 0 && (
        <Notice tone="warning">Will be refused: {errors.map(({ reason }) => reason).join(' ')}</Notice>
      )}
      {trial?.failure && <Notice tone="error">{trial.failure}</Notice>}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <article className={styles.answer} aria-label={`Answer of ${name}`} aria-busy={trial?.isRunning} tabIndex={0}>
        <AnswerName value={name}>
          <Suspense>
            {view && (
              <Answer
                key={view.run.id}
                view={view}
                tab={tab}
                elapsedMs={trial?.isRunning ? elapsedMs : null}
                waitChoices={null}
                onRunAgain={null}
              />
            )}
          </Suspense>
        </AnswerName>
      </article>
      <MetadataStrip run={view?.run ?? null} elapsedMs={elapsedMs} answerLength={view ? grownLength(view) : 0} />
    </section>
  )
}
