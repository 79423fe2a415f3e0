// Editors over one large text: the product's field, and what it is measured against.
import { standardKeymap } from '@codemirror/commands'
import { markdown } from '@codemirror/lang-markdown'
import { defaultHighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView, keymap } from '@codemirror/view'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { TextEditor } from '../../../src/renderer/parts/prompt/text/text-editor.tsx'
import { editedText } from './texts.ts'

export type Editor = 'ours' | 'textarea' | 'codemirror'

type Open = { text: () => string; close: () => void }

const frame = document.createElement('div')
frame.style.cssText = 'position: fixed; top: 0; width: 640px'
let open: Open | null = null

/** Opens an editor on a text of `length` code units, with the caret in the middle. */
export async function edit(editor: Editor, lines: 'many' | 'one', length: number): Promise<void> {
  document.body.append(frame)
  const text = editedText(lines, length)
  const caret = length >> 1
  open =
    editor === 'textarea'
      ? openTextarea(text, caret)
      : editor === 'ours'
        ? await openOurs(text, caret)
        : openStock(text, caret)
}

/** Whether the text is what it was, with `typed` in the middle. Closes the editor. */
export function endEdit(lines: 'many' | 'one', length: number, typed: string): boolean {
  const text = editedText(lines, length)
  const caret = length >> 1
  const isRight = open?.text() === text.slice(0, caret) + typed + text.slice(caret)
  open?.close()
  open = null
  frame.replaceChildren()
  frame.remove()
  return isRight
}

function openTextarea(text: string, caret: number): Open {
  const field = document.createElement('textarea')
  field.style.cssText =
    'width: 100%; height: 60vh; border: 0; padding: 3px 12px 10px; font: 13px / 1.55 var(--font-code)'
  field.value = text
  frame.append(field)
  field.focus()
  field.setSelectionRange(caret, caret)
  return { text: () => field.value, close: () => field.remove() }
}

function openStock(text: string, caret: number): Open {
  const view = new EditorView({
    doc: text,
    parent: frame,
    extensions: [
      EditorView.lineWrapping,
      markdown(),
      syntaxHighlighting(defaultHighlightStyle),
      keymap.of(standardKeymap),
      EditorView.theme({ '.cm-scroller': { height: '60vh', fontFamily: 'var(--font-code)', lineHeight: '1.55' } }),
    ],
  })
  return place(
    view,
    caret,
    () => view.state.doc.toString(),
    () => view.destroy(),
  )
}

/** The product's field with everything that a keystroke sets off in it: the text is delivered to an owner. */
async function openOurs(text: string, caret: number): Promise<Open> {
  let delivered = text
  function Field() {
    const [value, setValue] = useState(text)
    delivered = value
    return (
      <TextEditor
        label="Text"
        value={value}
        onChange={setValue}
        onUndo={() => {}}
        onRedo={() => {}}
        addDraft={() => () => {}}
      />
    )
  }
  const root = createRoot(frame)
  root.render(<Field />)
  const view = await new Promise<EditorView>((resolve) => {
    const look = () => {
      const content = frame.querySelector<HTMLElement>('.cm-content')
      const found = content && EditorView.findFromDOM(content)
      if (found) resolve(found)
      else requestAnimationFrame(look)
    }
    look()
  })
  return place(
    view,
    caret,
    () => delivered,
    () => root.unmount(),
  )
}

function place(view: EditorView, caret: number, text: () => string, close: () => void): Open {
  view.focus()
  view.dispatch({ selection: { anchor: caret }, scrollIntoView: true })
  return { text, close }
}
