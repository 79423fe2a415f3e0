// CodeMirror's merge view, set up to read two texts: beside each other, or one below the other. A chunk of its own.
import { Chunk, getChunks, MergeView, unifiedMergeView } from '@codemirror/merge'
import { EditorState, type Extension, StateEffect, StateField, type Text } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView, keymap } from '@codemirror/view'
import { readOnlyText } from '../../ui/read-only-text.ts'
import { markSpecialChars } from '../prompt/text/special-chars.ts'
import { verbatimText } from '../prompt/text/verbatim-text.ts'

export type MergeTexts = { before: string; after: string }

export type MergeLook = {
  isSideBySide: boolean
  /** Whether long unchanged parts are folded to one line. */
  isCollapsed: boolean
  /** The accessible names of the two texts. */
  beforeLabel: string
  afterLabel: string
  /** Moves on to the change that is so many places further; negative is back. */
  onStep: (places: number) => void
}

export type MergeText = {
  dom: HTMLElement
  /** Marks a change and brings it into sight. */
  show: (index: number) => void
  destroy: () => void
}

/** A comparison of long and very different texts may not hold up the screen: it gets coarser instead. */
const diffConfig = { scanLimit: 1_000, timeout: 300 }
const folding = { margin: 3, minSize: 4 }

/** How many changed places there are. */
export function countChanges({ before, after }: MergeTexts): number {
  return changesOf(before, after).length
}

function changesOf(before: string, after: string): readonly Chunk[] {
  return Chunk.build(verbatim(before), verbatim(after), diffConfig)
}

/** The text to the letter: carriage returns are characters. */
function verbatim(doc: string): Text {
  return EditorState.create({ doc, extensions: EditorState.lineSeparator.of('\n') }).doc
}

export function createMergeView(texts: MergeTexts, look: MergeLook): MergeText {
  return look.isSideBySide ? createSideBySide(texts, look) : createUnified(texts, look)
}

function createSideBySide({ before, after }: MergeTexts, look: MergeLook): MergeText {
  const view = new MergeView({
    a: { doc: before, extensions: reading(look.beforeLabel, look) },
    b: { doc: after, extensions: reading(look.afterLabel, look) },
    gutter: false,
    diffConfig,
    collapseUnchanged: look.isCollapsed ? folding : undefined,
  })
  return {
    dom: view.dom,
    show: (index) => {
      const change = view.chunks[index]
      if (!change) return
      view.a.dispatch(marked(view.a.state, change.fromA, change.toA))
      view.b.dispatch(marked(view.b.state, change.fromB, change.toB), {
        effects: EditorView.scrollIntoView(change.fromB, { y: 'center' }),
      })
    },
    destroy: () => view.destroy(),
  }
}

function createUnified({ before, after }: MergeTexts, look: MergeLook): MergeText {
  const view = new EditorView({
    state: EditorState.create({
      doc: after,
      extensions: [
        reading(`${look.beforeLabel} and ${look.afterLabel}`, look),
        unifiedMergeView({
          original: verbatim(before),
          mergeControls: false,
          gutter: false,
          syntaxHighlightDeletions: false,
          diffConfig,
          collapseUnchanged: look.isCollapsed ? folding : undefined,
        }),
        EditorView.updateListener.of((update) => markDeleted(update.view.dom)),
      ],
    }),
  })
  markDeleted(view.dom)
  return {
    dom: view.dom,
    show: (index) => {
      const change = getChunks(view.state)?.chunks[index]
      if (!change) return
      view.dispatch(marked(view.state, change.fromB, change.toB), {
        effects: EditorView.scrollIntoView(change.fromB, { y: 'center' }),
      })
    },
    destroy: () => view.destroy(),
  }
}

/** The library draws deleted text by itself, without what the editor marks in the other one. */
function markDeleted(dom: HTMLElement): void {
  for (const chunk of dom.querySelectorAll<HTMLElement>('.cm-deletedChunk:not([data-marked])')) {
    chunk.dataset.marked = ''
    markSpecialChars(chunk)
  }
}

/** A text to be read: the caret moves and text can be copied, nothing can be changed. */
function reading(label: string, { onStep }: MergeLook): Extension {
  return [
    verbatimText(),
    readOnlyText(),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true' }),
    keymap.of([{ key: 'F7', run: () => step(onStep, 1), shift: () => step(onStep, -1) }]),
    current,
    theme,
  ]
}

function step(onStep: MergeLook['onStep'], places: number): boolean {
  onStep(places)
  return true
}

const markCurrent = StateEffect.define<{ from: number; to: number }>()
const currentLine = Decoration.line({ class: 'cm-currentChange' })

const current = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (lines, { effects, state }) => {
    const mark = effects.find((effect) => effect.is(markCurrent))?.value
    return mark ? linesOf(state, mark) : lines
  },
  provide: (field) => EditorView.decorations.from(field),
})

function linesOf({ doc }: EditorState, { from, to }: { from: number; to: number }): DecorationSet {
  const starts = []
  for (let at = from; at < Math.min(to, doc.length); at = doc.lineAt(at).to + 1) starts.push(doc.lineAt(at).from)
  return Decoration.set(starts.map((start) => currentLine.range(start)))
}

function marked({ doc }: EditorState, from: number, to: number) {
  return { selection: { anchor: Math.min(from, doc.length) }, effects: markCurrent.of({ from, to }) }
}

const theme = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'transparent' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--font-code)', fontSize: 'var(--text-small)', lineHeight: '1.55' },
  '.cm-content': { padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 12px', overflowWrap: 'anywhere' },
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: 'var(--error-soft)' },
  '&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine': {
    backgroundColor: 'color-mix(in srgb, var(--ok) 12%, transparent)',
  },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'color-mix(in srgb, var(--error) 24%, transparent) !important',
    borderRadius: '2px',
  },
  '&.cm-merge-b .cm-changedText': {
    background: 'color-mix(in srgb, var(--ok) 26%, transparent) !important',
    borderRadius: '2px',
  },
  '.cm-deletedChunk': { padding: '0 12px' },
  '.cm-deletedLine, .cm-deletedLine del, .cm-insertedLine, .cm-deletedText': { textDecoration: 'none' },
  '.cm-specialChar': { color: 'var(--warning)' },
  '.cm-currentChange': { boxShadow: 'inset 2px 0 0 var(--accent)' },
  '.cm-collapsedLines': {
    padding: '3px 12px',
    fontFamily: 'var(--font-ui)',
    fontSize: 'var(--text-tiny)',
    color: 'var(--muted) !important',
    background: 'var(--sunken) !important',
    '&::before, &::after': { content: '"" !important' },
  },
})
