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
  const result = usePrompt(({ toolNotes }) => toolNotes?.[name]?.result)
  if (!result) {
    return (
      <Button
        variant="ghost"
        size="small"
        className={panel.add}
        title="An answer to every call of this tool, for running the loop without the tool"
        onClick={() => edit(setToolNote(name, (note) => ({ ...note, result: { text: '' } })))}
      >
        Add a canned result
      </Button>
    )
  }
  return (
    <div className={styles.canned}>
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
        <Button
          variant="ghost"
          size="small"
          onClick={() => edit(setToolNote(name, ({ result: _gone, ...note }) => note))}
        >
          Remove the canned result
        </Button>
      </div>
    </div>
  )
}
