// CodeMirror, set up for prompts. It is loaded as a chunk of its own, after the first paint. There is no language parser:
// one over the whole text makes a keystroke in a large prompt slower than a bare textarea.
import { insertNewlineKeepIndent, standardKeymap } from '@codemirror/commands'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'
import { diff } from '../edits/patch.ts'
import { type VariablesNow, variableMarks } from './variable-marks.ts'
import { verbatimText } from './verbatim-text.ts'

export type CodeEditorDuties = {
  /** The text changed because the person edited it. `text` is called only by those who want the whole of it. */
  onEdit: (text: () => string, length: number) => void
  /** Undo and redo belong to the whole prompt, not to one editor. */
  onUndo: () => void
  onRedo: () => void
  onBlur: () => void
  /** Told under the pointer; a text outside of a prompt has none. */
  variables?: VariablesNow
}

export type CodeEditorLook = {
  label: string
  placeholder: string
  /** `{{name}}` is a variable; else braces are text like any other. */
  hasVariables: boolean
  /** The variables that have a value, one to a line; `null` where values are none of this text's business. */
  variableNames: string | null
}

export type CodeEditor = {
  dom: HTMLElement
  /** Shows another text by the smallest change, so that the caret stays where it was. */
  setText: (text: string) => void
  setLook: (look: CodeEditorLook) => void
  focus: () => void
  /** Puts the caret, or a selection, where another field had it. */
  select: (anchor: number, head: number) => void
  destroy: () => void
}

export function createCodeEditor(text: string, look: CodeEditorLook, duties: CodeEditorDuties): CodeEditor {
  const looks = new Compartment()
  let shown = look
  let isOwnChange = false
  const view = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        verbatimText(),
        typedInSight,
        theme,
        looks.of(lookOf(look, duties)),
        keys(duties),
        EditorView.domEventHandlers({
          beforeinput: (event) => undoByMenu(event, duties),
          blur: () => {
            duties.onBlur()
            return false
          },
        }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged && !isOwnChange) duties.onEdit(() => state.doc.toString(), state.doc.length)
        }),
      ],
    }),
  })
  return {
    dom: view.dom,
    setText: (next) => {
      const change = diff(view.state.doc.toString(), next)
      if (change?.kind !== 'splice') return
      const [to, insert] = [change.at + change.removed.length, String(change.inserted)]
      isOwnChange = true
      view.dispatch({
        changes: { from: change.at, to, insert },
        ...(view.hasFocus ? { selection: { anchor: change.at + insert.length }, scrollIntoView: true } : {}),
      })
      isOwnChange = false
    },
    setLook: (next) => {
      if (isSameLook(next, shown)) return
      shown = next
      view.dispatch({ effects: looks.reconfigure(lookOf(next, duties)) })
    },
    focus: () => view.focus(),
    select: (anchor, head) => view.dispatch({ selection: { anchor, head } }),
    destroy: () => view.destroy(),
  }
}

/** To configure an editor anew takes as long as to make one. */
function isSameLook(one: CodeEditorLook, other: CodeEditorLook): boolean {
  return (
    one.label === other.label &&
    one.placeholder === other.placeholder &&
    one.hasVariables === other.hasVariables &&
    one.variableNames === other.variableNames
  )
}

function lookOf(look: CodeEditorLook, { variables }: CodeEditorDuties): Extension {
  // The stop for Tab is there anyway; told, so that tools see that a long text can be scrolled by keyboard.
  const attributes = { 'aria-label': look.label, tabindex: '0' }
  const marks = look.hasVariables ? variableMarks(variables, look.variableNames) : []
  return [EditorView.contentAttributes.of(attributes), placeholder(look.placeholder), marks]
}

/**
 * A character that is typed near to what is seen is brought into sight by the browser, as in any field. The library would do it once
 * more, and measure all that is around the editor a second time for it.
 */
const typedInSight = EditorView.inputHandler.of((view, from, to, text) => {
  const { main, ranges } = view.state.selection
  const isTyped = text.length === 1 && text !== '\n' && from === to && ranges.length === 1
  const isAtCaret = main.empty && main.head === from && from >= view.viewport.from && from <= view.viewport.to
  if (!isTyped || !isAtCaret || view.compositionStarted) return false
  view.dispatch({ ...view.state.replaceSelection(text), userEvent: 'input.type' })
  return true
})

/** No binding takes Ctrl+Enter, Escape, Tab or Alt with an arrow: they belong to the screen around. */
function keys(duties: CodeEditorDuties): Extension {
  return keymap.of([
    { any: (_view, event) => undoByKey(event, duties) },
    { key: 'Enter', run: insertNewlineKeepIndent, shift: insertNewlineKeepIndent },
    ...standardKeymap.filter(({ key }) => key !== 'Enter'),
  ])
}

/** Read from the event: a binding of Mod-z would also take Ctrl+Shift+Z wherever that reports a small z (caps lock). */
function undoByKey(event: KeyboardEvent, { onUndo, onRedo }: CodeEditorDuties): boolean {
  const key = event.key.toLowerCase()
  const isMod = (event.ctrlKey || event.metaKey) && !event.altKey
  if (!isMod || (key !== 'z' && key !== 'y')) return false
  // Handled here and nowhere else: the screen around has the same shortcut for the rest of the page.
  event.preventDefault()
  event.stopPropagation()
  if (key === 'z' && !event.shiftKey) onUndo()
  else onRedo()
  return true
}

/** Undo from the browser's own menu would change the page behind the editor's back. */
function undoByMenu(event: InputEvent, { onUndo, onRedo }: CodeEditorDuties): boolean {
  if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false
  event.preventDefault()
  if (event.inputType === 'historyUndo') onUndo()
  else onRedo()
  return true
}

// The same measures as the text that stands here until this chunk is loaded: text-editor.module.css.
const theme = EditorView.theme({
  '&': { color: 'inherit', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': {
    fontFamily: 'var(--font-code)',
    lineHeight: '1.55',
    maxHeight: 'var(--editor-height)',
    scrollPaddingBlock: '5px',
  },
  '.cm-content': { padding: '3px 12px 10px', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0' },
  '.cm-placeholder': { color: 'var(--muted)' },
  '.cm-specialChar': { color: 'var(--warning)', fontSize: '0.85em', unicodeBidi: 'isolate' },
})
