import { useCallback, useEffect, useMemo, useRef } from 'react'
import { useStore } from 'zustand'
import { type Breakpoint, cachePlan } from '#shared/request/cache-plan'
import { useFindings, usePrompt, usePromptServices } from '../prompt-services.tsx'
import styles from './cache-strip.module.css'
import { reachText, sizeText, usageText } from './cache-words.ts'
import { useRail } from './use-rail.ts'

/**
 * What of the request may be cached: a line that says how far and how much, and a rail beside the cards that shows it. It
 * stands first in the element that scrolls the cards, and is not there without a breakpoint.
 */
export function CacheStrip() {
  const services = usePromptServices()
  const model = useFindings((state) => state.model)
  const plan = usePlan()
  const promptId = usePrompt(({ id }) => id)
  const usage = useStore(services.lastRun, ({ usageOf }) => usageOf.get(promptId))
  const last = plan.at(-1)
  const line = useRef<HTMLElement>(null)
  const { prompts } = services
  const placeOf = useCallback(
    (id: string) => prompts.getState().prompt?.messages.findIndex((message) => message.id === id) ?? -1,
    [prompts],
  )
  const rail = useRail(line, plan, placeOf)
  useLastRun(promptId, last !== undefined && usage === undefined)
  const { prompt } = prompts.getState()
  if (!last || !prompt) return null
  const { text, isShort } = sizeText(last.tokens, model)
  const used = usageText(usage)
  return (
    <section ref={line} className={styles.strip} aria-label="Cache">
      <span>
        <b>Cache</b> up to {reachText(last, prompt)}
        {plan.length > 1 && `, ${plan.length} breakpoints`}
      </span>
      <span className={isShort ? styles.short : styles.muted}>{text}</span>
      {used && <span className={styles.muted}>{used}</span>}
      <span className={styles.rail} aria-hidden>
        {rail.map(({ top, height, ttl }) => (
          <span key={top} className={styles.segment} data-ttl={ttl} style={{ top, height }} />
        ))}
      </span>
    </section>
  )
}

const nothing: Breakpoint[] = []

/** Reckoned again when the rules judge again: once typing rests. */
function usePlan(): Breakpoint[] {
  const { prompts, context, tokenCount } = usePromptServices()
  const findings = useFindings((state) => state.findings)
  const model = useFindings((state) => state.model)
  const inputTokens = useStore(tokenCount, ({ count }) => count?.inputTokens ?? null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: findings are new whenever the prompt was judged again
  return useMemo(() => {
    const { prompt } = prompts.getState()
    return prompt ? cachePlan(prompt, context.getState().connectionKind, model, inputTokens) : nothing
  }, [prompts, context, model, inputTokens, findings])
}

/** So many runs are looked through for one of this prompt. */
const runsAsked = 50

/** Asks the history for the last run of the prompt, where this window has made none. */
function useLastRun(promptId: string, isWanted: boolean): void {
  const { host, lastRun } = usePromptServices()
  useEffect(() => {
    if (!isWanted) return
    const ask = async () => {
      const { runs } = await host.call('runs.list', { before: null, limit: runsAsked })
      const newest = runs.find((run) => run.promptId === promptId && run.inputTokens !== null)
      if (!newest) return
      const run = await host.call('runs.get', { id: newest.id })
      if (!lastRun.getState().usageOf.has(promptId)) lastRun.getState().note(run)
    }
    // Without it the strip says nothing of the last run.
    ask().catch(() => {})
  }, [host, lastRun, promptId, isWanted])
}
