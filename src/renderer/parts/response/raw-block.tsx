import { type ReactNode, useMemo } from 'react'
import type { ContentBlock } from '#shared/prompt/prompt'
import styles from './answer-blocks.module.css'
import { useAnswerLabel } from './answer-name.ts'
import { createGrowingText } from './growing-text.ts'
import { PlainTextView } from './plain-text-view.tsx'

type RawBlockProps = {
  block: ContentBlock
  place?: number
  /** At the right end of its header. */
  tools?: ReactNode
}

/** A block as the JSON that came. `place`: where it stands in the answer, if that is to be seen. */
export function RawBlock({ block, place, tools }: RawBlockProps) {
  const text = useMemo(() => createGrowingText(JSON.stringify(block, null, 2)), [block])
  const kind = block.type.slice(0, 100)
  const label = useAnswerLabel(place === undefined ? `Block: ${kind}` : `Block ${place}: ${kind}`)
  return (
    <section className={styles.raw} aria-label={label}>
      <header className={styles.toolHeader}>
        {place !== undefined && <span className={styles.toolId}>{place}</span>}
        <b>{kind}</b>
        {tools && <span className={styles.end}>{tools}</span>}
      </header>
      <div className={styles.toolInput}>
        <PlainTextView text={text} length={text.length} label={place === undefined ? kind : `${kind} ${place}`} />
      </div>
    </section>
  )
}
