import { type FocusEvent, useEffect, useRef } from 'react'

/**
 * For a region whose parts go away under the focus: gives it back to what had it before, whenever it is drawn again.
 * Whoever took the focus elsewhere meanwhile keeps it.
 * @returns What the region listens to.
 */
export function useFocusBack() {
  const cameFrom = useRef<HTMLElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body && cameFrom.current?.isConnected) cameFrom.current.focus()
  })
  return {
    onFocus: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (relatedTarget instanceof HTMLElement && !currentTarget.contains(relatedTarget))
        cameFrom.current = relatedTarget
    },
    // Where a part goes away React tells nothing; where another window is in front, the focus stays here.
    onBlur: ({ currentTarget, relatedTarget }: FocusEvent) => {
      if (document.hasFocus() && !currentTarget.contains(relatedTarget)) cameFrom.current = null
    },
  }
}
