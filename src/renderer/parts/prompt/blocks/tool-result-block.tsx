import { useState } from 'react'
import type { ContentBlock } from '#shared/prompt/prompt'
import { Button } from '../../../ui/button.tsx'
import { Combobox } from '../../../ui/combobox.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { asBlocks, type BlockPlace, changeContent, setBlockFields } from '../edits/block-edits.ts'
import { usePrompt, usePromptServices } from '../prompt-services.tsx'
import { PromptText } from '../text/prompt-text.tsx'
import { AddBlockMenu } from './add-block-menu.tsx'
import type { BlockEditorProps } from './block-editor.tsx'
import { BlockList } from './block-list.tsx'
import styles from './blocks.module.css'
import { textOfField } from './text-of-field.ts'
import { createCallReader } from './tool-calls.ts'

/** What a tool answered: it belongs to the call whose id it carries. */
export function ToolResultBlock({ place, index, block, group }: BlockEditorProps) {
  const { edit } = usePromptServices().prompts.getState()
  const id = textOfField(block, 'tool_use_id')
  const [readCalls] = useState(createCallReader)
  const calls = usePrompt(({ messages }) => readCalls(messages))
  const call = calls.find((one) => one.id === id)
  const open = calls.filter((one) => one.id === id || !one.isAnswered)
  const label = `Result of ${call?.name || id || 'a call'}`
  return (
    <div className={styles.form}>
      <div className={styles.fields}>
        <div className={styles.field} data-text={`${group}:tool_use_id`}>
          <span className={styles.label}>Answers the call</span>
          <Combobox
            label="Answers the call"
            value={id}
            items={open.map((one) => ({ value: one.id, label: one.id, keywords: one.name }))}
            renderItem={({ value }) => (
              <span>
                {open.find((one) => one.id === value)?.name} <code className={styles.muted}>{value}</code>
              </span>
            )}
            detail={call ? call.name : 'no such call'}
            placeholder="toolu_…"
            onCommit={(text) => edit(setBlockFields(place, index, { tool_use_id: text }))}
          />
        </div>
        <Switch
          label="Error"
          checked={block.is_error === true}
          onChange={(isError) => edit(setBlockFields(place, index, { is_error: isError ? true : undefined }))}
        />
      </div>
      <ResultContent place={place} index={index} block={block} group={group} label={label} />
    </div>
  )
}

function ResultContent({ place, index, block, group, label }: BlockEditorProps) {
  const { edit } = usePromptServices().prompts.getState()
  const { content } = block
  const inner: BlockPlace = { kind: 'block', parent: place, index, field: 'content' }
  if (Array.isArray(content)) {
    return (
      <>
        {/* Safe: the editor of a result is chosen only where its content is blocks. */}
        <div className={styles.box}>
          <BlockList place={inner} content={content as ContentBlock[]} label={label} group={`${group}:in`} />
        </div>
        <AddBlockMenu place={inner} holder="tool_result" of={label} trigger="text" />
      </>
    )
  }
  return (
    <>
      <div className={styles.box}>
        <PromptText
          label={label}
          group={group}
          value={typeof content === 'string' ? content : ''}
          placeholder="What the tool answers: text or JSON"
          change={(text) => setBlockFields(place, index, { content: text })}
        />
      </div>
      <Button variant="link" className={styles.quiet} onClick={() => edit(changeContent(inner, asBlocks))}>
        Answer with blocks
      </Button>
    </>
  )
}
