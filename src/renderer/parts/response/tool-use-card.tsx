import { Wrench } from 'lucide-react'
import { useMemo } from 'react'
import { holdsRoundedInteger } from '#shared/text/rounded-integers'
import styles from './answer-blocks.module.css'
import { useAnswerLabel } from './answer-name.ts'
import { oddText } from './odd-text.tsx'
import { PlainTextView } from './plain-text-view.tsx'
import type { ShownBlock } from './run-view.ts'

/** A call of a tool: its name, its id and its input as JSON. Everything in it is the model's text. */
export function ToolUseCard({ shown: { block, text, length, isComplete } }: { shown: ShownBlock }) {
  const name = typeof block.name === 'string' ? block.name.slice(0, 200) : 'unnamed'
  const id = typeof block.id === 'string' ? block.id.slice(0, 100) : ''
  const { input } = block
  const isRounded = useMemo(() => holdsRoundedInteger(input), [input])
  return (
    <section className={styles.tool} aria-label={useAnswerLabel(`Tool use: ${name}`)}>
      <header className={styles.toolHeader}>
        <Wrench size={13} aria-hidden />
        <b>{oddText(name)}</b>
        <span className={styles.toolId}>{id}</span>
      </header>
      <div className={styles.toolInput}>
        {length > 0 ? <PlainTextView text={text} length={length} isGrowing={!isComplete} label="Input" /> : 'no input'}
      </div>
      {isRounded && (
        <p className={styles.rounded} role="note">
          Numbers beyond 2^53 are rounded here, and would be sent so.
        </p>
      )}
    </section>
  )
}
