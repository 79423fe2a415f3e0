// What was found in the prompt, marked in the fields that are in the page: those far from sight have none.
import { EditorView } from '@codemirror/view'
import { markEditor, placesInEditor } from '../../../parts/find/editor-marks.ts'
import type { FoundIn } from '../../../parts/find/find-in-texts.ts'
import type { KeyedText, Match } from '../../../parts/find/find-store.ts'
import { highlight } from '../../../parts/find/highlights.ts'

export type TextMarks = {
  /** Marks these in place of those before. */
  show: (found: readonly FoundIn<KeyedText>[], present: Match<KeyedText> | null) => void
  end: () => void
}

/** Marks what is in this part of the page, and what comes into it. */
export function createTextMarks(root: HTMLElement): TextMarks {
  let byKey = new Map<string, FoundIn<KeyedText>>()
  let present: Match<KeyedText> | null = null
  /** What each editor shows, so that it is changed only where it has to be. */
  const shown = new WeakMap<EditorView, { found: FoundIn<KeyedText> | undefined; nth: number }>()
  let frame: number | null = null

  function look() {
    frame = null
    const ranges: Range[] = []
    let one: Range | null = null
    for (const field of root.querySelectorAll<HTMLElement>('[data-text]')) {
      const found = byKey.get(field.dataset.text ?? '')
      const nth = found && present?.of.text.key === found.text.key ? present.nth : -1
      const content = field.querySelector<HTMLElement>('.cm-editor')
      const view = content && EditorView.findFromDOM(content)
      if (view) mark(view, found, nth)
      else if (field.matches('input, textarea')) markField(field, found, nth)
      else if (found && field.matches('[role="note"]')) {
        const here = rangesIn(field, found)
        ranges.push(...here)
        one ??= here[nth] ?? null
      } else if (!field.matches('[role="note"]')) markField(field.querySelector('input'), found, nth)
    }
    highlight('prompt', ranges, one)
  }
  function mark(view: EditorView, found: FoundIn<KeyedText> | undefined, nth: number) {
    const before = shown.get(view)
    // An input method composes in what it was given.
    if (view.composing || (before?.found === found && (before?.nth ?? -1) === nth)) return
    shown.set(view, { found, nth })
    const places = found ? placesInEditor(view.state.doc.toString(), found.text.text, found.places) : []
    markEditor(view, places ?? [], nth)
  }
  const soon = () => {
    frame ??= requestAnimationFrame(look)
  }
  const observer = new MutationObserver(soon)
  observer.observe(root, { childList: true, subtree: true })
  return {
    show: (found, next) => {
      byKey = new Map(found.map((of) => [of.text.key, of]))
      present = next
      soon()
    },
    end: () => {
      observer.disconnect()
      if (frame !== null) cancelAnimationFrame(frame)
      byKey = new Map()
      present = null
      look()
    },
  }
}

function markField(field: HTMLElement | null, found: unknown, nth: number): void {
  if (!field) return
  if (!found) delete field.dataset.found
  else field.dataset.found = nth >= 0 ? 'present' : 'some'
}

/** The places in a text that is no field; what it does not show has none. */
export function rangesIn(element: Element, { places }: Pick<FoundIn<KeyedText>, 'places'>): Range[] {
  const node = element.firstChild
  if (!(node instanceof Text)) return []
  const ranges: Range[] = []
  for (let at = 0; at < places.length; at += 2) {
    const [from, to] = [places[at] ?? 0, places[at + 1] ?? 0]
    if (to > node.length) break
    const range = new Range()
    range.setStart(node, from)
    range.setEnd(node, to)
    ranges.push(range)
  }
  return ranges
}
