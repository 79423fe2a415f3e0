import { EditorView } from '@codemirror/view'
import type { PromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { type PromptText, promptTexts } from './prompt-texts.ts'

/** The texts of the prompt as they are now; where all of it is shown as JSON, that text. */
export function textsNow({ prompts }: PromptServices): Iterable<PromptText> {
  const view = jsonView()
  if (view) return [jsonText(view)]
  const prompt = prompts.getState().settle()
  return prompt ? promptTexts(prompt) : []
}

/** The editor of the whole request as JSON, where that is shown. */
export function jsonView(): EditorView | null {
  const editor = document.querySelector<HTMLElement>('[data-prompt-editor] [data-text="json"] .cm-editor')
  return editor && EditorView.findFromDOM(editor)
}

export function jsonText({ state }: EditorView): PromptText {
  return { key: 'json', text: state.doc.toString(), kind: 'text', fixed: null, holder: { kind: 'system' }, path: [] }
}
