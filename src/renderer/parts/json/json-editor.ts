// CodeMirror, set up for JSON. A chunk of its own, loaded when the first JSON is shown.
import { history, insertNewlineAndIndent, redo, redoDepth, standardKeymap, undo } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, HighlightStyle, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { diagnosticCount, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension, Transaction } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import { diff } from '../prompt/edits/patch.ts'
import { verbatimText } from '../prompt/text/verbatim-text.ts'
import type { ProblemPlace } from './problem-places.ts'

export type JsonEditorDuties = {
  /** The text changed because the person edited it. */
  onEdit: (text: string) => void
  /** Whether the text has taken effect. Until then undo takes back keystrokes in it, afterwards the prompt's own steps. */
  isGood: () => boolean
  onUndo: () => void
  onRedo: () => void
}

export type JsonEditor = {
  dom: HTMLElement
  /** Shows another text by the smallest change, so that the caret stays where it was. */
  setText: (text: string) => void
  /** Marks the text as wrong, described by the element with this id; `null` takes the mark away. */
  setInvalid: (describedBy: string | null) => void
  /** Puts the caret there; both are counted from 1. */
  goTo: (line: number, column: number) => void
  /** Underlines these places, in place of those before; what is wrong is told under the pointer. */
  setProblems: (places: readonly ProblemPlace[]) => void
  focus: () => void
  destroy: () => void
}

/** A longer text is not parsed for its colours: a block may hold a file. */
const longestColoured = 200_000

/** `isWhole`: the text is a whole document, and its lines are numbered. `more`: what one kind of JSON has, such as completion. */
export type JsonEditorOptions = { isWhole?: boolean; more?: Extension }

export function createJsonEditor(
  text: string,
  label: string,
  duties: JsonEditorDuties,
  { isWhole = false, more = [] }: JsonEditorOptions = {},
): JsonEditor {
  const marks = new Compartment()
  /** What was last taken back was a keystroke in a text that was no good, and not a step of the prompt. */
  const own = { isNext: false }
  let isOwnChange = false
  const view = new EditorView({
    state: EditorState.create({
      doc: text,
      extensions: [
        verbatimText(),
        EditorView.contentAttributes.of({ 'aria-label': label }),
        marks.of([]),
        indentUnit.of('  '),
        history(),
        theme,
        ...(isWhole ? [lineNumbers()] : []),
        more,
        ...(text.length <= longestColoured ? [json(), bracketMatching(), syntaxHighlighting(colours)] : []),
        keymap.of([
          { any: (editor, event) => undoByKey(editor, event, duties, own) },
          { key: 'Enter', run: insertNewlineAndIndent },
          ...standardKeymap.filter(({ key }) => key !== 'Enter'),
        ]),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged && !isOwnChange) duties.onEdit(state.doc.toString())
        }),
      ],
    }),
  })
  return {
    dom: view.dom,
    setText: (next) => {
      const change = diff(view.state.doc.toString(), next)
      if (change?.kind !== 'splice') return
      isOwnChange = true
      view.dispatch({
        changes: { from: change.at, to: change.at + change.removed.length, insert: String(change.inserted) },
        annotations: Transaction.addToHistory.of(false),
      })
      isOwnChange = false
    },
    setInvalid: (describedBy) => {
      const invalid = { 'aria-invalid': 'true', 'aria-describedby': describedBy ?? '' }
      view.dispatch({
        effects: marks.reconfigure(describedBy === null ? [] : EditorView.contentAttributes.of(invalid)),
      })
    },
    goTo: (line, column) => {
      const { from, to } = view.state.doc.line(Math.min(line, view.state.doc.lines))
      const anchor = Math.min(from + column - 1, to)
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) })
      view.focus()
    },
    setProblems: (places) => {
      const length = view.state.doc.length
      const within = places.filter(({ to }) => to <= length)
      const diagnostics = within.map(({ from, to, says }) => ({
        from,
        to,
        message: says,
        severity: 'warning' as const,
      }))
      if (diagnosticCount(view.state) === 0 && diagnostics.length === 0) return
      view.dispatch(setDiagnostics(view.state, diagnostics))
    },
    focus: () => view.focus(),
    destroy: () => view.destroy(),
  }
}

/** Read from the event, as in the prompt's own editor: a binding of Mod-z would also take Ctrl+Shift+Z under caps lock. */
function undoByKey(
  view: EditorView,
  event: KeyboardEvent,
  duties: JsonEditorDuties,
  own: { isNext: boolean },
): boolean {
  const key = event.key.toLowerCase()
  const isMod = (event.ctrlKey || event.metaKey) && !event.altKey
  if (!isMod || (key !== 'z' && key !== 'y')) return false
  event.preventDefault()
  event.stopPropagation()
  const isUndo = key === 'z' && !event.shiftKey
  const isOwn = !duties.isGood() || (!isUndo && own.isNext && redoDepth(view.state) > 0)
  own.isNext = isOwn
  if (isOwn) (isUndo ? undo : redo)(view)
  else (isUndo ? duties.onUndo : duties.onRedo)()
  return true
}

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--user)' },
  { tag: tags.string, color: 'var(--tool)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--assistant)' },
])

const theme = EditorView.theme({
  '&': { color: 'inherit', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.55', maxHeight: 'var(--json-height, 320px)' },
  '.cm-content': { padding: '6px 10px', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0' },
  '.cm-gutters': { backgroundColor: 'transparent', border: 'none', color: 'var(--muted)' },
  '.cm-specialChar': { color: 'var(--warning)' },
  '.cm-lintRange-warning': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--warning) 1px',
    textUnderlineOffset: '3px',
  },
  '.cm-tooltip.cm-tooltip-lint, .cm-tooltip:has(.cm-tooltip-lint)': {
    maxWidth: '360px',
    margin: '0',
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    border: '1px solid var(--hairline-strong)',
    borderRadius: 'var(--radius-control)',
    boxShadow: 'var(--shadow-float)',
  },
  '.cm-diagnostic': { padding: '4px 8px', borderLeft: 'none', fontSize: 'var(--text-small)' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'color-mix(in srgb, var(--accent) 18%, transparent)' },
})
