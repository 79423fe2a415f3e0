import { sentTools, toolName } from '#shared/prompt/tools'
import { isObject, type JsonObject, type JsonValue } from '#shared/text/json'
import { setSetting, unsetSetting } from '../../../parts/prompt/edits/prompt-edits.ts'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Select } from '../../../ui/select.tsx'
import { Switch } from '../../../ui/switch.tsx'
import settings from '../settings/settings-panel.module.css'
import styles from './tools-panel.module.css'

/** Which tools the model may call, and how many at a time. */
export function ToolChoiceRow() {
  const { edit } = usePromptServices().prompts.getState()
  const prompt = usePrompt((open) => open)
  const { tool_choice } = prompt.settings
  const choice: JsonObject | null = isObject(tool_choice) ? tool_choice : null
  const names = sentTools(prompt).flatMap(({ tool }) => toolName(tool) ?? [])
  const text = (part: JsonValue | undefined) => (typeof part === 'string' ? part : JSON.stringify(part ?? null))
  const value = choice === null ? '' : choice.type === 'tool' ? `tool:${text(choice.name)}` : text(choice.type)
  const parallel = choice?.disable_parallel_tool_use

  function choose(next: string) {
    if (next === '') return edit(unsetSetting('tool_choice'))
    const kept = parallel === undefined || next === 'none' ? {} : { disable_parallel_tool_use: parallel }
    const isTool = next.startsWith('tool:')
    edit(
      setSetting('tool_choice', {
        ...(isTool ? { type: 'tool', name: next.slice('tool:'.length) } : { type: next }),
        ...kept,
      }),
    )
  }
  function setSingle(isSingle: boolean) {
    const { disable_parallel_tool_use: _before, ...others } = choice ?? { type: 'auto' }
    edit(setSetting('tool_choice', isSingle ? { ...others, disable_parallel_tool_use: true } : others))
  }
  const options = [
    { value: '', label: 'not sent (auto)' },
    { value: 'auto', label: 'auto: the model decides' },
    { value: 'any', label: 'any: it must call one' },
    ...names.map((name) => ({ value: `tool:${name}`, label: `tool: it must call ${name}` })),
    { value: 'none', label: 'none: it calls none' },
  ]
  const isListed = options.some((option) => option.value === value)
  return (
    <div className={settings.row}>
      <span className={settings.title}>
        Tool choice <code className={settings.field}>tool_choice</code>
      </span>
      <span className={styles.choice}>
        <Select
          label="Tool choice"
          hideLabel
          value={value}
          options={isListed ? options : [...options, { value, label: value }]}
          onChange={choose}
        />
        <Switch
          label="One call at a time"
          checked={parallel === true}
          disabled={choice?.type === 'none'}
          onChange={setSingle}
        />
      </span>
    </div>
  )
}
