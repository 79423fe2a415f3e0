import { useState } from 'react'
import { isComposing } from '../../../ui/is-composing.ts'
import { TextField } from '../../../ui/text-field.tsx'

type CommitFieldProps = {
  label: string
  /** As with the texts of messages (TextEditor). */
  name?: string
  hideLabel?: boolean
  value: string
  placeholder?: string
  /** Why a text cannot be taken, in a sentence; `null` where it can. */
  problemOf: (text: string) => string | null
  onDone: (text: string) => void
}

/**
 * A name that takes effect when its field is left, or by Enter: half of a name never takes another's place. What cannot be taken
 * stays as typed, and says why.
 */
export function CommitField({ label, name, hideLabel, value, placeholder, problemOf, onDone }: CommitFieldProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const trimmed = draft?.trim() ?? value
  const problem = draft === null || trimmed === value ? null : problemOf(trimmed)
  function done() {
    if (draft === null || problem !== null) return
    if (trimmed !== value) onDone(trimmed)
    setDraft(null)
  }
  return (
    <TextField
      label={label}
      hideLabel={hideLabel}
      data-text={name}
      value={draft ?? value}
      placeholder={placeholder}
      spellCheck={false}
      error={problem ?? undefined}
      onChange={setDraft}
      onBlur={done}
      onKeyDown={(event) => {
        if (isComposing(event)) return
        if (event.key === 'Enter') done()
        if (event.key === 'Escape' && draft !== null) {
          event.stopPropagation()
          setDraft(null)
        }
      }}
    />
  )
}
