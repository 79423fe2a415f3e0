// What was found, marked in a CodeMirror editor: kept by the editor, so that it moves along while somebody types.
import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view'
import type { Places } from '#shared/find/find-matches'

const setMarks = StateEffect.define<DecorationSet>()

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (before, { changes, effects }) => {
    const set = effects.find((effect) => effect.is(setMarks))
    return set ? set.value : before.map(changes)
  },
  provide: (field) => EditorView.decorations.from(field),
})

const found = Decoration.mark({ class: 'cm-found' })
const present = Decoration.mark({ class: 'cm-found cm-found-present' })

const theme = EditorView.theme({
  '.cm-found': {
    backgroundColor: 'color-mix(in srgb, var(--warning) 26%, transparent)',
    borderRadius: '2px',
  },
  // Framed, so that it is told from the others without its colour.
  '.cm-found-present': {
    backgroundColor: 'color-mix(in srgb, var(--warning) 44%, transparent)',
    outline: '2px solid var(--warning)',
  },
})

/** Marks these places in place of those before. `nth`: which one of them is gone to; -1 for none. */
export function markEditor(view: EditorView, places: Places, nth: number): void {
  const isNew = view.state.field(marks, false) === undefined
  if (isNew && places.length === 0) return
  const ranges = Array.from({ length: places.length / 2 }, (_, at) =>
    (at === nth ? present : found).range(places[2 * at] ?? 0, places[2 * at + 1] ?? 0),
  )
  view.dispatch({
    effects: [...(isNew ? [StateEffect.appendConfig.of([marks, theme])] : []), setMarks.of(Decoration.set(ranges))],
  })
}

/**
 * The places in an editor that may show the text in another form, as JSON that was typed: there they are those with the same
 * words, in their order. `null` where they are not all there.
 */
export function placesInEditor(doc: string, text: string, places: Places): Places | null {
  if (doc === text) return places
  const shown: Places = []
  const nextFrom = new Map<string, number>()
  for (let at = 0; at < places.length; at += 2) {
    const words = text.slice(places[at], places[at + 1])
    const from = doc.indexOf(words, nextFrom.get(words) ?? 0)
    if (from < 0) return null
    nextFrom.set(words, from + words.length)
    shown.push(from, from + words.length)
  }
  // In the order of the editor, as the library asks, and none into another.
  for (let at = 2; at < shown.length; at += 2) if ((shown[at] ?? 0) < (shown[at - 1] ?? 0)) return null
  return shown
}
