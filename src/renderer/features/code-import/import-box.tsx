import { FileInput } from 'lucide-react'
import { Button } from '../../ui/button.tsx'
import type { CodeImportStore } from './code-import-store.ts'
import styles from './import-box.module.css'

/** A field that takes code from the clipboard, where code goes out: what is pasted opens the preview of what is in it. */
export function ImportBox({ store }: { store: CodeImportStore }) {
  const { open, read, readFile } = store.getState()
  return (
    <div className={styles.box} data-file-zone>
      <textarea
        className={styles.field}
        aria-label="Paste code to import"
        placeholder="Paste code here to import it"
        rows={1}
        spellCheck={false}
        autoComplete="off"
        value=""
        // What is typed has its place in the dialog, where it can be read and corrected.
        onChange={({ target }) => {
          open()
          void read(target.value)
        }}
        onDragOver={(event) => event.dataTransfer.types.includes('Files') && event.preventDefault()}
        onDrop={(event) => {
          const [file] = event.dataTransfer.files
          if (!file) return
          event.preventDefault()
          open()
          void readFile(file)
        }}
      />
      <Button size="small" variant="ghost" onClick={open}>
        <FileInput size={12} aria-hidden /> Import code…
      </Button>
    </div>
  )
}
