import type { ContentBlock } from '#shared/prompt/prompt'
import { isObject, type JsonValue } from '#shared/text/json'
import { changeBlock } from '../edits/block-edits.ts'
import type { BlockEditorProps } from './block-editor.tsx'
import { BlockJson } from './block-json.tsx'
import styles from './blocks.module.css'

/** Any block as what is sent: its JSON, with every field in its order. */
export function JsonBlock({ place, index, block, label, group }: BlockEditorProps) {
  return (
    <div className={styles.json}>
      <BlockJson
        label={`${label}, block as JSON`}
        group={group}
        value={block}
        check={(value) => (isBlock(value) ? null : 'A block is an object with a type.')}
        // Safe: `check` lets only blocks through.
        change={(value) => changeBlock(place, index, () => value as ContentBlock)}
      />
    </div>
  )
}

function isBlock(value: JsonValue): value is ContentBlock {
  return isObject(value) && typeof value.type === 'string'
}
