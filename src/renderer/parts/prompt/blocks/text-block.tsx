import { setBlockText } from '../edits/block-edits.ts'
import { PromptText } from '../text/prompt-text.tsx'
import type { BlockEditorProps } from './block-editor.tsx'
import styles from './blocks.module.css'
import { textOfField } from './text-of-field.ts'

/** A text; its citations stay as they came. */
export function TextBlock({ place, index, block, label, group }: BlockEditorProps) {
  const { citations } = block
  return (
    <>
      <PromptText
        label={label}
        group={group}
        value={textOfField(block, 'text')}
        placeholder="Text"
        change={(text) => setBlockText(place, index, text)}
      />
      {Array.isArray(citations) && citations.length > 0 && (
        <p className={styles.note}>
          {citations.length === 1 ? '1 citation is' : `${citations.length} citations are`} kept with this text.
        </p>
      )}
    </>
  )
}
