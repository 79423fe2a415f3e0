import { useMemo } from 'react'
import type { ContentBlock } from '#shared/prompt'
import styles from './answer-blocks.module.css'
import { createGrowingText } from './growing-text.ts'
import { PlainTextView } from './plain-text-view.tsx'

/** A block of a kind that has no view of its own, as the JSON that came. */
export function RawBlock({ block }: { block: ContentBlock }) {
  const text = useMemo(() => createGrowingText(JSON.stringify(block, null, 2)), [block])
  const kind = block.type.slice(0, 100)
  return (
    <section className={styles.raw} aria-label={`Block: ${kind}`}>
      <header className={styles.toolHeader}>
        <b>{kind}</b>
      </header>
      <div className={styles.toolInput}>
        <PlainTextView text={text} length={text.length} label={kind} />
      </div>
    </section>
  )
}
