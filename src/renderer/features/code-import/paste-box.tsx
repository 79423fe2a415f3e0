import { type RefObject, useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import { classNames } from '../../ui/class-names.ts'
import styles from './code-import-dialog.module.css'
import type { CodeImportStore } from './code-import-store.ts'

/** After so many milliseconds without a key the text is read. */
const restMs = 300

/** The text to import: pasted, typed, or from a file that is dropped on it. The field holds its text itself: it may be long. */
export function PasteBox({ store, field }: { store: CodeImportStore; field: RefObject<HTMLTextAreaElement | null> }) {
  const text = useStore(store, (state) => state.text)
  const fileName = useStore(store, (state) => state.fileName)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [isOver, setOver] = useState(false)
  const { read, readFile } = store.getState()
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    // From a file, or from an earlier visit.
    if (field.current && field.current.value !== text) field.current.value = text
  }, [text, field])

  const readSoon = (wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => void read(field.current?.value ?? ''), wait)
  }
  return (
    <div className={styles.paste} data-file-zone>
      <label htmlFor="code-to-import" className={styles.label}>
        Code to import{fileName !== null && <span className={styles.file}> from {fileName}</span>}
      </label>
      <textarea
        ref={field}
        id="code-to-import"
        className={classNames(styles.field, isOver && styles.over)}
        defaultValue={text}
        spellCheck={false}
        autoComplete="off"
        placeholder="Paste a call, a command or a whole file here, or drop a file."
        onPaste={() => readSoon(0)}
        onChange={() => readSoon(restMs)}
        onDragOver={(event) => {
          if (!event.dataTransfer.types.includes('Files')) return
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          setOver(false)
          const [file] = event.dataTransfer.files
          if (!file) return
          event.preventDefault()
          void readFile(file)
        }}
      />
    </div>
  )
}
