import type { KeyboardEvent } from 'react'
import { isComposing } from '../../../ui/is-composing.ts'
import { useContextKeymap } from '../../keymap/use-keymap.tsx'

/**
 * The keys that move a row of a list: those of the map (Alt with an arrow, unless changed), and an arrow on its handle
 * (`data-grip`). They are for the innermost row.
 */
export function useMoveKeys(moveBy: (steps: number) => void): (event: KeyboardEvent) => void {
  const keymap = useContextKeymap()
  return (event) => {
    const isOnGrip = event.target instanceof HTMLElement && event.target.dataset.grip !== undefined
    const isKey = (name: 'moveMessageUp' | 'moveMessageDown', arrow: string) =>
      keymap.matches(name, event.nativeEvent) || (isOnGrip && event.key === arrow && !event.ctrlKey && !event.metaKey)
    const steps = isKey('moveMessageUp', 'ArrowUp') ? -1 : isKey('moveMessageDown', 'ArrowDown') ? 1 : 0
    if (steps === 0 || isComposing(event)) return
    event.preventDefault()
    moveBy(steps)
  }
}
