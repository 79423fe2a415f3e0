import { useMemo } from 'react'
import { estimateInputTokens, type ReadFile } from '#shared/estimate'
import { groupedDigits } from '#shared/grouped-digits'
import { type ContentBlock, isEmptyContent } from '#shared/prompt'
import { imageFacts } from '#shared/rules/file-facts'
import styles from './card.module.css'
import { useFindings } from './prompt-services.tsx'

/** A PDF would be gone through at every keystroke beside it. */
const imagesOnly: ReadFile = { imageSize: imageFacts, pdfPages: () => 1 }

/** Roughly how many tokens a content is. The status bar has the exact count of the whole. */
export function TokenShare({ content }: { content: string | ContentBlock[] }) {
  const model = useFindings((state) => state.model)
  const tokens = useMemo(
    () => estimateInputTokens({ model: '', max_tokens: 0, messages: [{ role: 'user', content }] }, model, imagesOnly),
    [content, model],
  )
  if (isEmptyContent(content)) return null
  return (
    <span className={styles.tokens} title="An estimate from the number of characters; the status bar has the count.">
      ≈ {groupedDigits(tokens)} tok
    </span>
  )
}
