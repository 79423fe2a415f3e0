import { memo } from 'react'
import { oddText } from '../odd-text.tsx'
import type { ChunkGroup } from '../text-chunks.ts'
import styles from './markdown.module.css'

type CodeTextProps = { groups: readonly ChunkGroup[]; language: string | null }

/** A code block whose text may still grow: only the last chunk is laid out again. */
export const CodeText = memo(function CodeText({ groups, language }: CodeTextProps) {
  return (
    <pre className={styles.code}>
      <code className={language === null ? undefined : `language-${language}`}>
        {groups.map((group, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: groups are only ever added at the end
          <CodeGroup key={index} group={group} />
        ))}
      </code>
    </pre>
  )
})

const CodeGroup = memo(function CodeGroup({ group }: { group: ChunkGroup }) {
  return (
    <span data-chunks className={styles.chunks}>
      {group.map((chunk, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: chunks are only ever added at the end
        <span key={index} data-chunk className={styles.chunk}>
          {oddText(chunk)}
        </span>
      ))}
    </span>
  )
})
