// Marks in text that is no editor: the CSS Custom Highlight API changes nothing in the page. The looks are in highlights.css.
import './highlights.css'

/** Where it is used: each has marks of its own. */
export type HighlightArea = 'prompt' | 'answer'

/** Marks these ranges in place of those before, and one of them as the one that is gone to. Old browsers mark nothing. */
export function highlight(area: HighlightArea, ranges: readonly AbstractRange[], present: AbstractRange | null): void {
  if (typeof CSS === 'undefined' || !('highlights' in CSS)) return
  const [all, one] = [`found-${area}`, `found-${area}-present`]
  if (ranges.length === 0) CSS.highlights.delete(all)
  else CSS.highlights.set(all, new Highlight(...ranges.filter((range) => range !== present)))
  if (!present) {
    CSS.highlights.delete(one)
    return
  }
  const mark = new Highlight(present)
  mark.priority = 1
  CSS.highlights.set(one, mark)
}
