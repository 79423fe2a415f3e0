import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { isComposing } from './is-composing.ts'

type NameFieldProps = {
  /** The accessible name. */
  label: string
  name: string
  className?: string
  /** `null` when nothing is to change. */
  onDone: (name: string | null) => void
}

/** Enter or leaving the field takes the name, Escape takes nothing. An empty name changes nothing. */
export function NameField({ label, name, className, onDone }: NameFieldProps) {
  const [draft, setDraft] = useState(name)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // The menu gives the focus back to its button when it closes; the field takes it a moment later.
    const frame = requestAnimationFrame(() => field.current?.select())
    return () => cancelAnimationFrame(frame)
  }, [])
  const finish = () => onDone(draft.trim() === '' || draft === name ? null : draft.trim())
  const handleKey = (event: KeyboardEvent) => {
    if (isComposing(event)) return
    if (event.key === 'Enter') finish()
    if (event.key === 'Escape') onDone(null)
    if (event.key === 'Enter' || event.key === 'Escape') event.preventDefault()
  }
  return (
    <input
      className={className}
      aria-label={label}
      value={draft}
      maxLength={200}
      ref={field}
      onChange={(event) => setDraft(event.target.value)}
      onKeyDown={handleKey}
      onBlur={finish}
    />
  )
}
