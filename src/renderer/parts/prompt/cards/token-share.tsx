import { useMemo } from 'react'
import { useStore } from 'zustand'
import { createFileReader } from '#shared/files/file-reader'
import type { ModelInfo } from '#shared/models/models'
import { type ContentBlock, isEmptyContent, type Prompt } from '#shared/prompt/prompt'
import { estimateInputTokens } from '#shared/request/estimate'
import { groupedDigits } from '#shared/text/grouped-digits'
import { useFindings, usePromptServices } from '../prompt-services.tsx'
import styles from './card.module.css'

type Content = string | ContentBlock[]

type TokenShareProps = {
  content: Content
  /** Where the newest content is, when `content` may be an older one. */
  newest?: (prompt: Prompt) => Content
}

/** Roughly how many tokens a content is. The status bar has the exact count of the whole. */
export function TokenShare({ content, newest }: TokenShareProps) {
  const model = useFindings((state) => state.model)
  const count = useMemo(() => countWith(model), [model])
  // A number: most keys do not change it.
  const tokens = useStore(usePromptServices().prompts, ({ prompt }) => count((prompt && newest?.(prompt)) ?? content))
  if (tokens === null) return null
  return (
    <span className={styles.tokens} title="An estimate from the number of characters; the status bar has the count.">
      ≈ {groupedDigits(tokens)} tok
    </span>
  )
}

/** Counts the tokens of a content, once for as long as it stays the same; `null` for an empty one. */
function countWith(model: ModelInfo | null): (content: Content) => number | null {
  const reader = createFileReader()
  let last: { content: Content; tokens: number | null } | null = null
  return (content) => {
    if (last?.content === content) return last.tokens
    const messages = [{ role: 'user' as const, content }]
    const tokens = isEmptyContent(content)
      ? null
      : estimateInputTokens({ model: '', max_tokens: 0, messages }, model, reader)
    last = { content, tokens }
    return tokens
  }
}
