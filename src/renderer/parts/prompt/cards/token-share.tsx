import { useMemo, useState } from 'react'
import { createFileReader } from '#shared/files/file-reader'
import { type ContentBlock, isEmptyContent } from '#shared/prompt/prompt'
import { estimateInputTokens } from '#shared/request/estimate'
import { groupedDigits } from '#shared/text/grouped-digits'
import { useFindings } from '../prompt-services.tsx'
import styles from './card.module.css'

/** Roughly how many tokens a content is. The status bar has the exact count of the whole. */
export function TokenShare({ content }: { content: string | ContentBlock[] }) {
  const model = useFindings((state) => state.model)
  const [reader] = useState(createFileReader)
  const tokens = useMemo(
    () => estimateInputTokens({ model: '', max_tokens: 0, messages: [{ role: 'user', content }] }, model, reader),
    [content, model, reader],
  )
  if (isEmptyContent(content)) return null
  return (
    <span className={styles.tokens} title="An estimate from the number of characters; the status bar has the count.">
      ≈ {groupedDigits(tokens)} tok
    </span>
  )
}
