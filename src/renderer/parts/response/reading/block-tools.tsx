import { CopyButton } from '../copy-button.tsx'
import type { ShownBlock } from '../run-view.ts'
import styles from './reading.module.css'

/** Copies one block: its text, and the block as JSON. */
export function BlockTools({ shown: { block, text, length }, place }: { shown: ShownBlock; place: number }) {
  const what = `of block ${place}: ${block.type.slice(0, 100)}`
  return (
    <span className={styles.tools}>
      {length > 0 && <CopyButton label="Copy text" what={what} text={() => text.toString()} />}
      <CopyButton label="Copy JSON" what={what} text={() => JSON.stringify(block, null, 2)} />
    </span>
  )
}
