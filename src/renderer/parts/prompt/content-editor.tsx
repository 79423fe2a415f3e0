import { Suspense } from 'react'
import type { ContentBlock } from '#shared/prompt'
import { lazyPart } from '../../ui/lazy-part.ts'
import styles from './content-editor.module.css'
import { setBlockText, setContent, type TextPlace } from './prompt-edits.ts'
import { PromptText } from './prompt-text.tsx'
import { isPlainResult } from './tool-result.ts'

/** No prompt has one before a tool was called. */
const ToolResultBlock = lazyPart(async () => (await import('./tool-result-block.tsx')).ToolResultBlock)

type ContentEditorProps = { place: TextPlace; content: string | ContentBlock[]; label: string; placeholder?: string }

/** The content of the system prompt or of a message: one text, or its blocks below each other. */
export function ContentEditor({ place, content, label, placeholder }: ContentEditorProps) {
  const group = place.kind === 'system' ? 'system' : `message:${place.id}`
  if (typeof content === 'string' || content.length === 0) {
    return (
      <PromptText
        label={label}
        group={group}
        value={typeof content === 'string' ? content : ''}
        placeholder={placeholder}
        change={(text) => setContent(place, text)}
      />
    )
  }
  return content.map((block, index) =>
    isText(block) ? (
      <PromptText
        // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other identity
        key={index}
        label={index === 0 ? label : `${label} ${index + 1}`}
        group={`${group}:${index}`}
        value={block.text}
        change={(text) => setBlockText(place, index, text)}
      />
    ) : isPlainResult(block) ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other identity
      <Suspense key={index} fallback={<KeptBlock block={block} />}>
        <ToolResultBlock place={place} index={index} block={block} group={`${group}:${index}`} />
      </Suspense>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: blocks have no other identity
      <KeptBlock key={index} block={block} />
    ),
  )
}

function isText(block: ContentBlock): block is ContentBlock & { text: string } {
  return block.type === 'text' && typeof block.text === 'string'
}

/** Nobody reads more than this of a block that holds a file. */
const longestShown = 4_000

/** A block that has no editor: shown as it is and sent unchanged. */
function KeptBlock({ block }: { block: ContentBlock }) {
  return (
    <details className={styles.block}>
      <summary>
        <span className={styles.kind}>{block.type}</span> <span className={styles.hint}>sent as it is</span>
      </summary>
      <pre className={styles.json}>{shown(block)}</pre>
    </details>
  )
}

function shown(block: ContentBlock): string {
  // Long strings are cut before the whole is written out: an image may be megabytes of base64.
  const cut = (_key: string, value: unknown) =>
    typeof value === 'string' && value.length > longestShown
      ? `${value.slice(0, longestShown)}… and ${value.length - longestShown} more characters`
      : value
  return JSON.stringify(block, cut, 2)
}
