// CodeMirror as a reader of code. A chunk of its own; each language is another one.

import { standardKeymap } from '@codemirror/commands'
import { HighlightStyle, type LanguageSupport, StreamLanguage, syntaxHighlighting } from '@codemirror/language'
import { Compartment, EditorState, type Extension, RangeSetBuilder } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, keymap, ViewPlugin } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { CodeLanguage } from '#shared/export/languages'
import { diff } from '../../parts/prompt/edits/patch.ts'
import { verbatimText } from '../../parts/prompt/text/verbatim-text.ts'
import { readOnlyText } from '../../ui/read-only-text.ts'

export type CodeReader = {
  dom: HTMLElement
  /** Shows another text by the smallest change, so that the place and what is marked stay. */
  show: (text: string, language: CodeLanguage) => void
  destroy: () => void
}

/** A longer text is not parsed for its colours. */
const longestColoured = 200_000

const languages: Record<CodeLanguage, () => Promise<LanguageSupport | StreamLanguage<unknown>>> = {
  python: async () => (await import('@codemirror/lang-python')).python(),
  typescript: async () => (await import('@codemirror/lang-javascript')).javascript({ typescript: true }),
  curl: async () => StreamLanguage.define((await import('@codemirror/legacy-modes/mode/shell')).shell),
  go: async () => (await import('@codemirror/lang-go')).go(),
  java: async () => (await import('@codemirror/lang-java')).java(),
  csharp: async () => StreamLanguage.define((await import('@codemirror/legacy-modes/mode/clike')).csharp),
  ruby: async () => StreamLanguage.define((await import('@codemirror/legacy-modes/mode/ruby')).ruby),
  php: async () => (await import('@codemirror/lang-php')).php(),
  json: async () => (await import('@codemirror/lang-json')).json(),
  promptfoo: async () => (await import('@codemirror/lang-yaml')).yaml(),
}

/** @param label The accessible name. */
export function createCodeReader(label: string): CodeReader {
  const colours = new Compartment()
  let shown: CodeLanguage | null = null
  const view = new EditorView({
    state: EditorState.create({
      extensions: [
        verbatimText(),
        readOnlyText(),
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
        hangingLines,
        theme,
        colours.of([]),
        keymap.of(standardKeymap),
      ],
    }),
  })
  const paint = (extension: Extension) => view.dispatch({ effects: colours.reconfigure(extension) })
  return {
    dom: view.dom,
    show: (text, language) => {
      const change = diff(view.state.doc.toString(), text)
      if (change?.kind === 'splice') {
        const to = change.at + change.removed.length
        view.dispatch({ changes: { from: change.at, to, insert: String(change.inserted) } })
      }
      const wanted = text.length <= longestColoured ? language : null
      if (wanted === shown) return
      shown = wanted
      if (wanted === null) return paint([])
      void languages[wanted]().then(
        (support) => shown === wanted && paint([support, syntaxHighlighting(highlighting)]),
        // Code without colours can be read and copied just as well.
        () => {},
      )
    },
    destroy: () => view.destroy(),
  }
}

const highlighting = HighlightStyle.define([
  { tag: [tags.keyword, tags.modifier, tags.operatorKeyword, tags.controlKeyword], color: 'var(--system)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--tool)' },
  { tag: [tags.number, tags.bool, tags.null, tags.atom, tags.escape], color: 'var(--assistant)' },
  { tag: [tags.propertyName, tags.attributeName, tags.definition(tags.propertyName)], color: 'var(--user)' },
  { tag: [tags.comment, tags.meta], color: 'var(--muted)' },
])

/** A line that is wrapped goes on under its own beginning. By classes: the page's policy takes no style on an element. */
const deepest = 24
const hangingLines = ViewPlugin.define(
  (view) => ({
    marks: indentMarks(view),
    update(update) {
      if (update.docChanged || update.viewportChanged) this.marks = indentMarks(update.view)
    },
  }),
  { decorations: ({ marks }) => marks },
)

function indentMarks(view: EditorView): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to; ) {
      const line = view.state.doc.lineAt(at)
      const deep = /^[ \t]{1,24}/.exec(line.text)?.[0].replaceAll('\t', ' '.repeat(view.state.tabSize)).length ?? 0
      if (deep > 0) marks.add(line.from, line.from, Decoration.line({ class: `hang-${Math.min(deep, deepest)}` }))
      at = line.to + 1
    }
  }
  return marks.finish()
}

const hanging = Object.fromEntries(
  Array.from({ length: deepest }, (_, at) => [
    `.hang-${at + 1}`,
    { paddingLeft: `${at + 3}ch !important`, textIndent: `-${at + 3}ch` },
  ]),
)

const theme = EditorView.theme({
  ...hanging,
  '&': { color: 'inherit', backgroundColor: 'transparent', flex: '1', minHeight: '0' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', lineHeight: '1.55' },
  '.cm-content': { padding: '10px 12px', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0' },
  '.cm-specialChar': { color: 'var(--warning)' },
})
