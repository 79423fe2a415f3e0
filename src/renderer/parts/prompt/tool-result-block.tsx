import type { PromptMessage } from '#shared/prompt'
import { Switch } from '../../ui/switch.tsx'
import { setBlockFields, type TextPlace } from './prompt-edits.ts'
import { usePrompt, usePromptServices } from './prompt-services.tsx'
import { PromptText } from './prompt-text.tsx'
import type { PlainResult } from './tool-result.ts'
import styles from './tool-result-block.module.css'

type ToolResultBlockProps = { place: TextPlace; index: number; block: PlainResult; group: string }

/** What a tool answered, to be filled in: it belongs to the call whose id it carries. */
export function ToolResultBlock({ place, index, block, group }: ToolResultBlockProps) {
  const { edit } = usePromptServices().prompts.getState()
  const id = block.tool_use_id
  const tool = usePrompt(({ messages }) => toolOf(messages, id))
  return (
    <div className={styles.result}>
      <div className={styles.header}>
        <span>
          Result of <code>{tool ?? 'a call that is not there'}</code> <code className={styles.id}>{id}</code>
        </span>
        <Switch
          label="Error"
          checked={block.is_error === true}
          onChange={(isError) => edit(setBlockFields(place, index, { is_error: isError ? true : undefined }))}
        />
      </div>
      <PromptText
        label={`Result of ${tool ?? id}`}
        group={group}
        value={block.content ?? ''}
        placeholder="What the tool answers: text or JSON"
        change={(text) => setBlockFields(place, index, { content: text })}
      />
    </div>
  )
}

/** The name of the tool that was called with this id; `null` where no message calls one. */
function toolOf(messages: readonly PromptMessage[], id: string): string | null {
  for (const { content } of messages) {
    if (typeof content === 'string') continue
    const call = content.find((block) => block.type === 'tool_use' && block.id === id)
    if (call) return typeof call.name === 'string' ? call.name : null
  }
  return null
}
