import { Plus } from 'lucide-react'
import { useCallback, useRef } from 'react'
import { flushSync } from 'react-dom'
import { noteOf, toolName } from '#shared/prompt/tools'
import { isObject, type JsonObject } from '#shared/text/json'
import { useShortcut } from '../../../parts/keymap/use-keymap.tsx'
import { offerUndo } from '../../../parts/prompt/edits/offer-undo.ts'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Button } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { useDrops } from '../../../ui/use-drag.ts'
import panel from '../fields/field-panel.module.css'
import { FieldNotes } from '../settings/field-notes.tsx'
import { moveToolTo } from './move-tool.ts'
import { serverTools } from './server-tools.ts'
import { ToolCard } from './tool-card.tsx'
import { ToolChoiceRow } from './tool-choice-row.tsx'
import { addTool, deleteTool, duplicateTool, freeName, insertTool, toolsIn } from './tool-edits.ts'
import styles from './tools-panel.module.css'
import { useOpenTool } from './use-open-tool.ts'

/** The tools of the prompt, sent or disabled, and which of them the model may call. */
export function ToolsPanel() {
  const services = usePromptServices()
  const { prompts } = services
  const { edit } = prompts.getState()
  const isList = usePrompt(({ settings: { tools } }) => tools === undefined || Array.isArray(tools))
  const settings = usePrompt((prompt) => prompt.settings)
  const tools = toolsIn({ settings })
  const { keys, isOpen, open } = useOpenTool(tools)
  const [up, down] = [useShortcut('moveMessageUp'), useShortcut('moveMessageDown')]

  function add(tool: JsonObject) {
    const name = toolName(tool)
    flushSync(() => edit(addTool(name === null ? tool : { ...tool, name: freeName(tools, name) })))
    flushSync(() => open(tools.length))
    document.querySelector<HTMLElement>(`[data-tool="${tools.length}"] input`)?.focus()
  }
  function remove(at: number) {
    const tool = tools[at]
    if (tool === undefined) return
    const note = noteOf(tool, prompts.getState().settle()?.toolNotes)
    edit(deleteTool(at))
    open(null)
    offerUndo(services, `${toolName(tool) || 'Tool'} deleted.`, insertTool(at, tool, note))
  }
  const list = useRef<HTMLUListElement>(null)
  const move = useCallback((at: number, to: number) => moveToolTo(services, at, to), [services])
  useDrops(
    list,
    'tool',
    useCallback((at, to) => move(Number(at), to), [move]),
  )
  if (!isList) return <p className={panel.hint}>tools is no list: it is among the JSON of More fields.</p>
  return (
    <div className={panel.rows}>
      {tools.length === 0 && (
        <p className={panel.hint}>
          A tool is a function of yours that the model may ask for: its name, when to use it, and a schema of its input.
        </p>
      )}
      <ul ref={list} className={styles.tools} aria-label="Tools">
        {tools.map((tool, at) => (
          <ToolCard
            key={keys[at]}
            tool={tool}
            at={at}
            taken={tools.filter((_, other) => other !== at).map(toolName)}
            isOpen={isOpen(at)}
            onOpenChange={(isOpened) => open(isOpened ? at : null)}
            onMove={(steps) => move(at, at + steps)}
            menu={[
              {
                label: 'Duplicate',
                onSelect: () => {
                  flushSync(() => edit(duplicateTool(at)))
                  open(at + 1)
                },
              },
              { label: 'Move up', shortcut: up, disabled: at === 0, onSelect: () => move(at, at - 1) },
              {
                label: 'Move down',
                shortcut: down,
                disabled: at === tools.length - 1,
                onSelect: () => move(at, at + 1),
              },
              'separator',
              { label: 'Delete', danger: true, onSelect: () => remove(at) },
            ]}
          />
        ))}
      </ul>
      <div className={styles.adders}>
        <Button variant="ghost" size="small" onClick={() => add(newTool)}>
          <Plus size={14} aria-hidden /> Tool
        </Button>
        <Menu
          trigger={
            <Button variant="ghost" size="small">
              <Plus size={14} aria-hidden /> Anthropic’s tool
            </Button>
          }
          items={serverTools.map((tool) => ({
            label: tool.type,
            detail: tool.does,
            onSelect: () => add(toolOf(tool)),
          }))}
        />
      </div>
      {(tools.length > 0 || isObject(settings.tool_choice)) && <ToolChoiceRow />}
      <FieldNotes field="tool_choice" />
    </div>
  )
}

const newTool: JsonObject = {
  name: 'my_tool',
  description: '',
  input_schema: { type: 'object', properties: {}, required: [] },
}

const toolOf = ({ type, name }: (typeof serverTools)[number]): JsonObject => ({ type, ...(name ? { name } : {}) })
