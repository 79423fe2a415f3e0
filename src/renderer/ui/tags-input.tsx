import { X } from 'lucide-react'
import { type KeyboardEvent, useRef, useState } from 'react'
import { isComposing } from './is-composing.ts'
import styles from './tags-input.module.css'

type TagsInputProps = {
  label: string
  tags: readonly string[]
  placeholder?: string
  onChange: (tags: string[]) => void
}

/** A text as one visible line: a newline is shown as `\n`, a tab as `\t`, a backslash as `\\`. */
export function showEscapes(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r').replaceAll('\t', '\\t')
}

/** The way back from `showEscapes`; a backslash before any other letter stays as it was typed. */
export function readEscapes(text: string): string {
  const meanings: Record<string, string> = { n: '\n', r: '\r', t: '\t', '\\': '\\' }
  return text.replace(/\\([nrt\\])/g, (_, letter: string) => meanings[letter] ?? letter)
}

/** Several short texts. Enter adds one (so does leaving the field), Backspace in the empty field takes the last away. */
export function TagsInput({ label, tags, placeholder, onChange }: TagsInputProps) {
  const [draft, setDraft] = useState('')
  const input = useRef<HTMLInputElement>(null)

  function add() {
    if (draft === '') return
    onChange([...tags, readEscapes(draft)])
    setDraft('')
  }

  function remove(index: number) {
    onChange(tags.filter((_, other) => other !== index))
    input.current?.focus()
  }

  function handleKey(event: KeyboardEvent) {
    if (isComposing(event)) return
    // With Ctrl or Cmd, Enter is the shortcut that runs: the draft is added and the key goes on.
    if (event.key === 'Enter') {
      add()
      if (!event.ctrlKey && !event.metaKey) event.preventDefault()
    }
    if (event.key === 'Backspace' && draft === '' && tags.length > 0) remove(tags.length - 1)
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a flex row in every browser
    <div role="group" aria-label={label} className={styles.box}>
      {tags.map((tag, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the same text may be there twice
        <span key={index} className={styles.tag}>
          <span className={styles.text}>{showEscapes(tag)}</span>
          <button
            type="button"
            className={styles.remove}
            aria-label={`Remove ${showEscapes(tag)}`}
            onClick={() => remove(index)}
          >
            <X size={11} aria-hidden />
          </button>
        </span>
      ))}
      <input
        ref={input}
        className={styles.input}
        aria-label={label}
        placeholder={placeholder}
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={handleKey}
        onBlur={add}
        onPaste={(event) => {
          const text = event.clipboardData.getData('text/plain')
          // A one-line field would drop pasted newlines in silence; here they become visible instead.
          if (!/[\n\r\t]/.test(text)) return
          event.preventDefault()
          setDraft(draft + showEscapes(text))
        }}
      />
    </div>
  )
}
