import { useMemo } from 'react'
import { useStore } from 'zustand'
import { hasServerTools, highestCost, longestCaching } from '#shared/models/cost'
import { costText } from '../prompt/format.ts'
import { useFindings, usePromptServices } from '../prompt/prompt-services.tsx'
import styles from './cost.module.css'
import { CostButton } from './cost-button.tsx'

/** The most that one run of the open prompt can cost, as far as that can be known beforehand. */
export function HighestCost() {
  const { prompts, tokenCount } = usePromptServices()
  const count = useStore(tokenCount, (state) => state.count)
  const model = useFindings((state) => state.model)
  const settings = useStore(prompts, ({ prompt }) => prompt?.settings)
  // Looked up when a count comes in, not on every key: it walks through all blocks.
  const caching = useMemo(() => (count === null ? null : longestCaching(prompts.getState().prompt)), [count, prompts])
  if (!count || !settings) return null
  const { max_tokens: maxTokens, speed, inference_geo } = settings
  const cost = highestCost({ inputTokens: count.inputTokens, maxTokens, caching, speed, inference_geo }, model)
  const isKnown = cost.usd !== null && Number.isFinite(cost.usd) && cost.usd >= 0
  const isEstimate = count.kind === 'estimate'
  const usesTools = hasServerTools(settings)
  const amount = isKnown && cost.usd !== null ? costText(cost.usd) : null
  const text = `≤ ${isEstimate ? 'about ' : ''}${amount}${usesTools ? ' + tools' : ''}`
  return (
    <span className={styles.highest}>
      <CostButton
        prefix="Highest cost"
        text={amount === null ? 'cost unknown' : text}
        cost={cost}
        title="Highest cost per run"
        isQuiet
      >
        <p>
          All input tokens{caching === null ? '' : ', at the dearer of input and cache write,'} and max_tokens of
          output. An answer that ends earlier costs less.
        </p>
        {isEstimate && <p>The input tokens are an estimate. {count.reason}</p>}
        {usesTools && <p>Tools that run at the API add input tokens and fees that are not known beforehand.</p>}
        {amount === null && <p>A price is not known. You can set it in Settings, under Models and prices.</p>}
      </CostButton>{' '}
      per run
    </span>
  )
}
