import { useRef } from 'react'
import { flushSync } from 'react-dom'
import type { ToolNote } from '#shared/prompt/prompt'
import { usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Button } from '../../../ui/button.tsx'
import { Switch } from '../../../ui/switch.tsx'
import panel from '../fields/field-panel.module.css'
import { TextArea } from '../fields/text-area.tsx'
import { setToolNote } from './tool-edits.ts'
import styles from './tools-panel.module.css'

/** What answers the calls of a tool while the loop runs: kept beside the prompt, never sent with the tool. */
export function CannedResult({ name }: { name: string }) {
  const { edit } = usePromptServices().prompts.getState()
  const place = useRef<HTMLDivElement>(null)
  const result = usePrompt(({ toolNotes }) => toolNotes?.[name]?.result)
  /** What was pressed goes away by this: the focus goes on to what comes in its place. */
  function replace(next: ToolNote['result']) {
    flushSync(() => edit(setToolNote(name, ({ result: _gone, ...note }) => (next ? { ...note, result: next } : note))))
    place.current?.querySelector<HTMLElement>(next ? 'textarea' : 'button')?.focus()
  }
  if (!result) {
    return (
      <div ref={place} data-canned className={panel.add}>
        <Button
          variant="ghost"
          size="small"
          title="An answer to every call of this tool, for running the loop without the tool"
          onClick={() => replace({ text: '' })}
        >
          Add a canned result
        </Button>
      </div>
    )
  }
  return (
    <div ref={place} data-canned className={styles.canned}>
      <TextArea
        label="Canned result"
        value={result.text}
        placeholder="What every call of this tool is answered with: text or JSON"
        onChange={(text) =>
          edit(
            setToolNote(name, (note) => ({ ...note, result: { ...note.result, text } })),
            `tool:${name}:result`,
          )
        }
      />
      <div className={styles.cannedFoot}>
        <Switch
          label="Error"
          checked={result.isError === true}
          onChange={(isError) =>
            edit(
              setToolNote(name, (note) => ({
                ...note,
                result: { text: note.result?.text ?? '', ...(isError ? { isError } : {}) },
              })),
            )
          }
        />
        <Button variant="ghost" size="small" onClick={() => replace(undefined)}>
          Remove the canned result
        </Button>
      </div>
    </div>
  )
}
