import type { Ref } from 'react'
import styles from './text-editor.module.css'

type EarlyFieldProps = {
  label: string
  value: string
  placeholder?: string
  onChange: (text: string) => void
  onFocus: () => void
  ref: Ref<HTMLTextAreaElement>
}

/** A plain field that can be typed into while the editor is still loading, so that no keystroke of a fast start is lost. */
export function EarlyField({ label, value, placeholder, onChange, onFocus, ref }: EarlyFieldProps) {
  return (
    <textarea
      ref={ref}
      className={styles.early}
      aria-label={label}
      placeholder={placeholder}
      spellCheck={false}
      rows={value.split('\n').length}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      onFocus={onFocus}
      onCompositionStart={({ currentTarget }) => {
        currentTarget.dataset.composing = ''
      }}
      onCompositionEnd={({ currentTarget }) => {
        delete currentTarget.dataset.composing
      }}
    />
  )
}

/** What the editor takes over from the field that it replaces: whether it was typed into, and where. */
export function stateOf(field: HTMLTextAreaElement | null): { hasFocus: boolean; anchor: number; head: number } {
  if (!field || document.activeElement !== field) return { hasFocus: false, anchor: 0, head: 0 }
  const { selectionStart, selectionEnd, selectionDirection } = field
  return selectionDirection === 'backward'
    ? { hasFocus: true, anchor: selectionEnd, head: selectionStart }
    : { hasFocus: true, anchor: selectionStart, head: selectionEnd }
}

/** Calls back once an input method that is composing in the field has finished: replaced before, the field would lose it. */
export function afterComposing(field: HTMLTextAreaElement | null, then: () => void): void {
  if (field?.dataset.composing === undefined) then()
  else field.addEventListener('compositionend', () => setTimeout(then), { once: true })
}
