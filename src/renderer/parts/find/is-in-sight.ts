/** Whether a place, in pixels of the window, is seen in everything that scrolls around an element, and in the window. */
export function isInSight(place: { top: number; bottom: number }, element: Element): boolean {
  for (let around = element.parentElement; around; around = around.parentElement) {
    if (!scrolls(around)) continue
    const { top, bottom } = around.getBoundingClientRect()
    if (place.top < top || place.bottom > bottom) return false
  }
  return place.top >= 0 && place.bottom <= window.innerHeight
}

const scrolls = (element: Element) => /auto|scroll/.test(getComputedStyle(element).overflowY)

/** Scrolls what is around an element until this range of it is in the middle. */
export function scrollToRange(range: Range, element: Element): void {
  for (let around: Element | null = element; around; around = around.parentElement) {
    if (!scrolls(around) || around.scrollHeight <= around.clientHeight) continue
    const { top, bottom } = range.getBoundingClientRect()
    const box = around.getBoundingClientRect()
    if (top < box.top || bottom > box.bottom) around.scrollTop += (top + bottom) / 2 - (box.top + box.bottom) / 2
  }
}
