import { useState } from 'react'
import { Collapsible } from '../../ui/collapsible.tsx'
import styles from './answer-blocks.module.css'
import { useAnswerLabel } from './answer-name.ts'
import { countText } from './format.ts'
import { PlainTextView } from './plain-text-view.tsx'
import type { ShownBlock } from './run-view.ts'

type ThinkingBlockProps = { shown: ShownBlock; isOpenAtFirst: boolean }

/** The model's thinking: open while it comes, folded once the answer begins, unless the person chose otherwise. */
export function ThinkingBlock({ shown: { text, length, isComplete }, isOpenAtFirst }: ThinkingBlockProps) {
  const [choice, setChoice] = useState<boolean | null>(null)
  const isOpen = choice ?? isOpenAtFirst
  const summary = length === 0 ? (isComplete ? 'not shown by the API' : '…') : `${countText(length)} characters`
  return (
    <Collapsible
      label={useAnswerLabel('Thinking block')}
      title="Thinking"
      summary={summary}
      open={isOpen}
      onOpenChange={setChoice}
      className={styles.thinking}
    >
      <div className={styles.thoughts}>
        {length > 0 ? (
          <PlainTextView text={text} length={length} isGrowing={!isComplete} label="Thinking" />
        ) : (
          'The model thought, but the API sends no text of it.'
        )}
      </div>
    </Collapsible>
  )
}
