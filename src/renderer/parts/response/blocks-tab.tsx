import styles from './answer-blocks.module.css'
import { countText } from './format.ts'
import { PlainTextView } from './plain-text-view.tsx'
import { RawBlock } from './raw-block.tsx'
import { BlockTools } from './reading/block-tools.tsx'
import type { ShownBlock } from './run-view.ts'

/** Every block of an answer by its place and kind, known or not, as the JSON that came; of one that grows its text so far. */
export function BlocksTab({ blocks, isRunning }: { blocks: readonly ShownBlock[]; isRunning: boolean }) {
  if (blocks.length === 0) return <p>{isRunning ? 'No block has come yet.' : 'The answer has no blocks.'}</p>
  return blocks.map((shown, index) => {
    const { block, text, length, isComplete } = shown
    return isComplete ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place in the answer
      <RawBlock key={index} block={block} place={index} tools={<BlockTools shown={shown} place={index} />} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: a block is known by its place in the answer
      <section key={index} className={styles.raw} aria-label={`Block ${index}: ${block.type.slice(0, 100)}`}>
        <header className={styles.toolHeader}>
          <span className={styles.toolId}>{index}</span>
          <b>{block.type.slice(0, 100)}</b>
          <span className={styles.toolId}>{countText(length)} characters so far</span>
        </header>
        <div className={styles.toolInput}>
          <PlainTextView text={text} length={length} isGrowing label="So far" />
        </div>
      </section>
    )
  })
}
