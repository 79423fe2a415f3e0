import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
import { type FocusEvent, type KeyboardEvent, useCallback, useState } from 'react'
import { flushSync } from 'react-dom'

/**
 * For a list of which only the rows in sight are in the page: the row that has the focus stays there when it is scrolled out of
 * sight, and Up and Down lead to the row beside it wherever that is. Rows are `<li aria-posinset>`.
 * @param indexOf The present place of a row; -1 where it is gone.
 * @param focusable What takes the focus in a row that is led to.
 */
export function useKeptRow(
  keyAt: (index: number) => string | undefined,
  indexOf: (key: string) => number,
  focusable: string,
) {
  const [kept, setKept] = useState<string | null>(null)
  const index = kept === null ? -1 : indexOf(kept)
  const rangeExtractor = useCallback((range: Range) => withRow(defaultRangeExtractor(range), index), [index])

  function onFocus({ target }: FocusEvent) {
    const at = placeOf(target)
    setKept(at === null ? null : (keyAt(at) ?? null))
  }
  function onBlur({ currentTarget, relatedTarget }: FocusEvent) {
    // A window that is left keeps its focus for when somebody comes back.
    const { activeElement } = document
    if (!currentTarget.contains(relatedTarget) && !currentTarget.contains(activeElement)) setKept(null)
  }
  /** Goes to the row beside the one that has the focus, if the key says so; in a field or at a menu's button it says something else. */
  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.defaultPrevented || (event.target as HTMLElement).matches('input')) return
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    const at = placeOf(event.target)
    const next = by === 0 || at === null ? undefined : keyAt(at + by)
    if (at === null || next === undefined) return
    event.preventDefault()
    const list = event.currentTarget
    flushSync(() => setKept(next))
    list.querySelector<HTMLElement>(`[aria-posinset="${at + by + 1}"] ${focusable}`)?.focus()
  }
  return { rangeExtractor, onFocus, onBlur, onKeyDown }
}

function placeOf(target: EventTarget): number | null {
  const place = target instanceof Element ? target.closest('[aria-posinset]')?.getAttribute('aria-posinset') : null
  return place ? Number(place) - 1 : null
}

/** In their order, so that Tab goes from row to row. */
function withRow(indexes: number[], index: number): number[] {
  return index < 0 || indexes.includes(index) ? indexes : [...indexes, index].toSorted((one, other) => one - other)
}
