import { ChevronRight, Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { noteOf, toolName } from '#shared/prompt/tools'
import { isObject, type JsonValue } from '#shared/text/json'
import { JsonField } from '../../../parts/json/json-field.tsx'
import { useMoveKeys } from '../../../parts/prompt/cards/use-move-keys.ts'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { useJsonDraft } from '../../../parts/prompt/store/use-json-draft.ts'
import { Badge } from '../../../ui/badge.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Grip } from '../../../ui/grip.tsx'
import { Menu, type MenuItem } from '../../../ui/menu.tsx'
import { Segmented } from '../../../ui/segmented.tsx'
import { Switch } from '../../../ui/switch.tsx'
import { FieldNotes } from '../settings/field-notes.tsx'
import { CannedResult } from './canned-result.tsx'
import { runsAtAnthropic } from './server-tools.ts'
import { setTool, setToolNote } from './tool-edits.ts'
import { ToolForm } from './tool-form.tsx'
import styles from './tools-panel.module.css'

type ToolCardProps = {
  tool: JsonValue
  at: number
  /** The names of the other tools. */
  taken: readonly (string | null)[]
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onMove: (steps: number) => void
  menu: (MenuItem | 'separator')[]
}

/** One tool: a line that says what it is, and behind it all of it, as a form or as JSON. */
export function ToolCard({ tool, at, taken, isOpen, onOpenChange, onMove, menu }: ToolCardProps) {
  const { edit } = usePromptServices().prompts.getState()
  const notes = usePrompt((prompt) => prompt.toolNotes)
  const name = toolName(tool)
  const shown = name || 'unnamed tool'
  const isDisabled = noteOf(tool, notes)?.disabled === true
  const fields = isObject(tool) ? tool : {}
  const description = typeof fields.description === 'string' ? fields.description : fields.type
  const moveByKey = useMoveKeys(onMove)
  return (
    <li
      className={styles.tool}
      data-tool={at}
      data-tool-name={name ?? undefined}
      data-disabled={isDisabled ? '' : undefined}
      onKeyDown={moveByKey}
    >
      <div className={styles.line}>
        <Grip kind="tool" id={String(at)} label={`Move ${shown}`} className={styles.grip} />
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={isOpen}
          title="Edit it"
          onClick={() => onOpenChange(!isOpen)}
        >
          <ChevronRight size={14} aria-hidden className={classNames(styles.chevron, isOpen && styles.open)} />
          <span className={styles.name}>{shown}</span>{' '}
          <span className={styles.description}>{typeof description === 'string' ? description : ''}</span>
        </button>
        {fields.strict === true && <Badge>strict</Badge>}
        {noteOf(tool, notes)?.result && <Badge tone="ok">canned</Badge>}
        {name !== null && (
          <Switch
            label="Sent"
            of={shown}
            checked={!isDisabled}
            onChange={(isSent) => edit(setToolNote(name, (note) => ({ ...note, disabled: !isSent })))}
          />
        )}
        <Menu
          align="end"
          trigger={<IconButton size="small" label={`More for ${shown}`} icon={<Ellipsis size={14} />} />}
          items={menu}
        />
      </div>
      {isOpen && <ToolBody tool={tool} at={at} taken={taken} />}
      <FieldNotes field={`tools.${at}`} className={styles.notes} />
    </li>
  )
}

const views = [
  { value: 'form', label: 'Form' },
  { value: 'json', label: 'JSON' },
] as const
type View = (typeof views)[number]['value']

function ToolBody({ tool, at, taken }: Pick<ToolCardProps, 'tool' | 'at' | 'taken'>) {
  const { prompts } = usePromptServices()
  const { edit, undo, redo } = prompts.getState()
  const isOwn = isObject(tool) && (tool.type === undefined || tool.type === null || tool.type === 'custom')
  const [chosen, setView] = useState<View>('form')
  const view = isOwn ? chosen : 'json'
  const name = toolName(tool)
  const drafts = useJsonDraft(`tool ${name ?? at}`)
  return (
    <div className={styles.body}>
      {isOwn && <Segmented label="How to edit the tool" options={views} value={view} onChange={setView} />}
      {isOwn && view === 'form' ? (
        <ToolForm tool={tool} at={at} taken={taken} />
      ) : (
        <div data-text={`tool:${at}`}>
          <JsonField
            label="Tool as JSON"
            value={tool}
            check={(value) => (isObject(value) ? null : 'A tool is an object.')}
            onChange={(value) => edit(setTool(at, value), `tool:${at}`)}
            onUndo={undo}
            onRedo={redo}
            drafts={drafts}
          />
        </div>
      )}
      {name !== null && !(isObject(tool) && runsAtAnthropic(tool.type)) && <CannedResult name={name} />}
    </div>
  )
}
