import type { PromptEdit } from '../edits/prompt-edits.ts'
import { usePrompt, usePromptServices } from '../prompt-services.tsx'
import { TextEditor, type TextEditorProps } from './text-editor.tsx'

type PromptTextProps = {
  label: string
  /** Keystrokes with the same group are one step of undo; a text is found by it, too (features/playground/find). */
  group: string
  value: string
  placeholder?: string
  /** It is put in for a variable: braces in it are sent as they stand. */
  isValue?: boolean
  /** How the editor has the text without being rendered: see `TextEditor`. */
  follow?: TextEditorProps['follow']
  change: (text: string) => PromptEdit
}

/** A text of the open prompt: its keystrokes are undone, journalled and counted with all others. */
export function PromptText({ label, group, value, placeholder, isValue = false, follow, change }: PromptTextProps) {
  const { prompts } = usePromptServices()
  const { edit, undo, redo, addDraft } = prompts.getState()
  const hasVariables = usePrompt(({ variables }) => !isValue && variables?.off !== true)
  const variableNames = usePrompt(({ variables }) => Object.keys(variables?.values ?? {}).join('\n'))
  return (
    <TextEditor
      label={label}
      name={group}
      value={value}
      placeholder={placeholder}
      follow={follow}
      onChange={(text) => edit(change(text), group)}
      onUndo={undo}
      onRedo={redo}
      addDraft={addDraft}
      hasVariables={hasVariables}
      variableNames={variableNames}
      variables={() => prompts.getState().prompt?.variables}
    />
  )
}
