import { useDeferredValue, useEffect, useMemo, useReducer, useState } from 'react'
import { useStore } from 'zustand'
import { partsOf, type Share, sharesOf } from '#shared/conversation/fit-shares'
import type { Prompt } from '#shared/prompt/prompt'
import { useFindings, usePrompt, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { createShareCounter } from './share-counter.ts'

export type Shares = {
  prompt: Prompt
  /** Input tokens of the whole request, and whether the server counted them. */
  total: number
  isExact: boolean
  shares: readonly Share[]
}

/**
 * What each part of the open prompt takes, for as long as somebody looks: estimates at once, then the largest ones counted,
 * once the count of the whole has come to rest. `null` before there is one.
 */
export function useShares(): Shares | null {
  const { host, tokenCount, context } = usePromptServices()
  const prompt = useDeferredValue(usePrompt((open) => open))
  const { count, isCounting } = useStore(tokenCount)
  const model = useFindings((state) => state.model)
  const connectionId = useStore(context, (state) => state.connectionId)
  const [counter] = useState(() => createShareCounter(host))
  const [counted, onCounted] = useReducer((times: number) => times + 1, 0)
  const parts = useMemo(() => partsOf(prompt, model), [prompt, model])
  const total = count?.kind === 'exact' && !isCounting ? count.inputTokens : null

  useEffect(() => {
    if (total === null) return
    const controller = new AbortController()
    const { signal } = controller
    // What cannot be counted stays an estimate, which the list says.
    counter.count(parts, { prompt, connectionId, total }, { signal, onCounted }).catch(() => {})
    return () => controller.abort()
  }, [counter, parts, prompt, connectionId, total])

  // biome-ignore lint/correctness/useExhaustiveDependencies: `counted` says that the counter knows more
  return useMemo(() => {
    if (!count) return null
    const shares = sharesOf(parts, count.inputTokens, counter.known(parts, { prompt, connectionId }))
    return { prompt, total: count.inputTokens, isExact: count.kind === 'exact', shares }
  }, [count, parts, counter, prompt, connectionId, counted])
}
