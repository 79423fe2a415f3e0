import type { ContentBlock } from '#shared/prompt/prompt'
import { isObject } from '#shared/text/json'
import { Switch } from '../../../ui/switch.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { type BlockPlace, setBlockFields } from '../edits/block-edits.ts'
import { usePromptServices } from '../prompt-services.tsx'
import { AddBlockMenu } from './add-block-menu.tsx'
import type { BlockEditorProps } from './block-editor.tsx'
import { BlockList } from './block-list.tsx'
import styles from './blocks.module.css'
import { textOfField } from './text-of-field.ts'

/** What a search of your own found: where, what it is called, its texts, and whether the model may cite them. */
export function SearchResultBlock({ place, index, block, group }: BlockEditorProps) {
  const { edit } = usePromptServices().prompts.getState()
  const { content, citations } = block
  const title = textOfField(block, 'title')
  const inner: BlockPlace = { kind: 'block', parent: place, index, field: 'content' }
  const label = `Texts of ${title || 'the search result'}`
  const set = (field: 'title' | 'source') => (text: string) =>
    edit(setBlockFields(place, index, { [field]: text }), `${group}:${field}`)
  const others = isObject(citations) ? citations : {}
  return (
    <div className={styles.form}>
      <div className={styles.fields}>
        <TextField data-text={`${group}:title`} label="Title" value={title} onChange={set('title')} />
        <TextField
          data-text={`${group}:source`}
          label="Source"
          value={textOfField(block, 'source')}
          spellCheck={false}
          onChange={set('source')}
        />
        <Switch
          label="Citations"
          checked={others.enabled === true}
          onChange={(enabled) =>
            edit(setBlockFields(place, index, { citations: enabled ? { ...others, enabled } : undefined }))
          }
        />
      </div>
      {/* Safe: this editor is chosen only where the content is blocks. */}
      <div className={styles.box}>
        <BlockList place={inner} content={content as ContentBlock[]} label={label} group={`${group}:in`} />
      </div>
      <AddBlockMenu place={inner} holder="search_result" of={label} trigger="text" />
    </div>
  )
}
