import { isObject } from '#shared/text/json'
import { TextField } from '../../../ui/text-field.tsx'
import { setBlockFields } from '../edits/block-edits.ts'
import { usePromptServices } from '../prompt-services.tsx'
import type { BlockEditorProps } from './block-editor.tsx'
import { BlockJson } from './block-json.tsx'
import styles from './blocks.module.css'
import { textOfField } from './text-of-field.ts'

/** A call of a tool: which one, the id that its result names, and its input. */
export function ToolUseBlock({ place, index, block, group }: BlockEditorProps) {
  const { edit } = usePromptServices().prompts.getState()
  const { input = {} } = block
  const name = textOfField(block, 'name')
  const set = (field: 'name' | 'id') => (text: string) =>
    edit(setBlockFields(place, index, { [field]: text }), `${group}:${field}`)
  return (
    <div className={styles.form}>
      <div className={styles.fields}>
        <TextField data-text={`${group}:name`} label="Tool" value={name} spellCheck={false} onChange={set('name')} />
        <TextField
          data-text={`${group}:id`}
          label="Call id"
          value={textOfField(block, 'id')}
          spellCheck={false}
          onChange={set('id')}
        />
      </div>
      <BlockJson
        label={`Input of ${name || 'the tool'}`}
        group={`${group}:input`}
        value={input}
        check={(value) => (isObject(value) ? null : 'A tool takes its input as an object.')}
        change={(value) => setBlockFields(place, index, { input: value })}
      />
    </div>
  )
}
