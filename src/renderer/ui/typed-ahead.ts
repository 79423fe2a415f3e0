import { useLayoutEffect, useRef } from 'react'
import { isComposing } from './is-composing.ts'

type TypedAheadProps = {
  /** All that was typed so far. */
  onChange: (change: (before: string) => string) => void
  /** Escape. */
  onCancel: () => void
}

/** Keeps what is typed for a field that was asked for and does not have the focus yet: it would land in the prompt. */
export function TypedAhead(props: TypedAheadProps) {
  const latest = useRef(props)
  useLayoutEffect(() => {
    latest.current = props
  })
  useLayoutEffect(() => {
    const keep = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isComposing(event)) return
      const { onChange, onCancel } = latest.current
      if (event.key === 'Escape') onCancel()
      else if (event.key === 'Backspace') onChange((before) => before.slice(0, -1))
      else if (event.key.length === 1) onChange((before) => before + event.key)
      // Enter and the arrows mean rows that nobody has seen yet.
      else if (!/^(Enter|Tab|Delete|Home|End|Arrow\w+)$/.test(event.key)) return
      event.preventDefault()
      event.stopPropagation()
    }
    window.addEventListener('keydown', keep, { capture: true })
    return () => window.removeEventListener('keydown', keep, { capture: true })
  }, [])
  return null
}
