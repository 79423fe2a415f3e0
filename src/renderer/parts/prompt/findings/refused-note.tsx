import { useId, useLayoutEffect, useRef } from 'react'
import styles from './finding-note.module.css'
import type { Refused } from './refused-store.ts'

const fields = 'input:not([type="range"]), select, textarea, [role="textbox"], [role="combobox"]'

/** What the API refused, said at its control, which is marked as invalid for as long as this stands there. */
export function RefusedNote({ refused }: { refused: Refused }) {
  const note = useRef<HTMLParagraphElement>(null)
  const id = useId()
  useLayoutEffect(() => {
    const holder = note.current?.closest('[data-prompt-field], [data-message], [role="group"]')
    const field = holder?.querySelector(fields)
    if (!field) return
    const marks = { 'aria-invalid': 'true', 'aria-describedby': id }
    const before = Object.keys(marks).map((name) => [name, field.getAttribute(name)] as const)
    for (const [name, value] of Object.entries(marks)) field.setAttribute(name, value)
    return () => {
      for (const [name, value] of before) {
        if (value === null) field.removeAttribute(name)
        else field.setAttribute(name, value)
      }
    }
  }, [id])
  return (
    <p ref={note} id={id} className={styles.note} data-severity="refused">
      <b>The API refused this:</b> {refused.said.slice(0, 500)}
    </p>
  )
}
