import { type MouseEvent, useDeferredValue, useMemo } from 'react'
import { flushSync } from 'react-dom'
import { useStore } from 'zustand'
import { type NextStep, nextSteps } from '#shared/conversation/next-steps'
import { toolsWithoutResult } from '#shared/conversation/tool-loop'
import type { Prompt } from '#shared/prompt/prompt'
import type { Run } from '#shared/runs/run'
import { focusWhenThere } from '../../parts/prompt/list/focus-when-there.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import { LoopStarter } from './loop-starter.tsx'
import type { LoopStore } from './loop-store.ts'
import styles from './next-steps-bar.module.css'
import { showCannedResult } from './show-canned-result.ts'

type NextStepsBarProps = {
  run: Run
  /** Runs the open prompt. */
  onRun: () => void
  loop: LoopStore
}

/** What can be done now that the run has ended: each button changes the draft in one step of undo, and may run it. */
export function NextStepsBar({ run, onRun, loop }: NextStepsBarProps) {
  const services = usePromptServices()
  const { prompts, context, announce } = services
  const models = useStore(context, (state) => state.models)
  const connectionKind = useStore(context, (state) => state.connectionKind)
  // The conversation is compared with what was sent: off the typing path.
  const prompt = useDeferredValue(useStore(prompts, (state) => state.prompt))

  const stepsFor = (draft: Prompt) =>
    nextSteps(run, draft, { models, connectionKind, newIds: [crypto.randomUUID(), crypto.randomUUID()] })
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stepsFor` is made of these
  const steps = useMemo(() => (prompt ? stepsFor(prompt) : []), [run, prompt, models, connectionKind])
  const isLooping = useStore(loop, (state) => state.loop !== null && state.loop.ended === null)
  if (!prompt || steps.length === 0 || isLooping) return null
  const [uncanned] = steps.some(({ id }) => id === 'answer-tools') ? toolsWithoutResult(run, prompt) : []

  function take(id: string, event: MouseEvent<HTMLElement>) {
    const draft = prompts.getState().settle()
    // Judged anew: an editor may just have delivered what was typed last.
    const step = draft && stepsFor(draft).find((other) => other.id === id)
    if (!step) return
    const panel = event.currentTarget.closest('[data-response]')?.querySelector('[role="tabpanel"]')
    flushSync(() => prompts.getState().edit(step.apply))
    if (step.runs) {
      onRun()
      // The button goes with the run that it belonged to.
      if (panel instanceof HTMLElement) panel.focus()
    } else if (step.focusId !== null) focusWhenThere(services, step.focusId)
    else announce(`Done: ${step.label}.`)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a line of text
    <span role="group" aria-label="Next steps" className={styles.steps}>
      {steps.map((step) => (
        <Button
          key={step.id}
          size="small"
          title={explanationOf(step)}
          className={styles.step}
          onClick={(event) => take(step.id, event)}
        >
          {step.label}
        </Button>
      ))}
      {uncanned !== undefined && (
        <Button
          size="small"
          title={`What every call of ${uncanned} is answered with: then the loop can run by itself`}
          className={styles.step}
          onClick={() => showCannedResult(services, uncanned)}
        >
          Set a canned result
        </Button>
      )}
      {steps.some(({ id, runs }) => runs && id === 'answer-canned') && <LoopStarter run={run} store={loop} />}
    </span>
  )
}

function explanationOf({ explanation, label }: NextStep): string {
  return label.endsWith('…')
    ? `${explanation} The prompt was changed since: look it over, then press Run.`
    : explanation
}
