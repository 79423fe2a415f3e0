import { useState } from 'react'
import { longestNote, type RunRow } from '#shared/runs/history'
import { Button } from '../../ui/button.tsx'
import { isComposing } from '../../ui/is-composing.ts'
import { TextField } from '../../ui/text-field.tsx'
import styles from './history-view.module.css'

type NoteFieldProps = { run: RunRow; onNote: (note: string) => void; onSelect: () => void }

/** What the person has to say about the run that is shown. Leaving the field, or Enter, keeps it. */
export function NoteField({ run, onNote, onSelect }: NoteFieldProps) {
  const [text, setText] = useState(run.note)
  const keep = () => {
    if (text !== run.note) onNote(text)
  }
  return (
    <div className={styles.bar}>
      <TextField
        label="Note"
        hideLabel
        className={styles.field}
        placeholder="Note on this run"
        maxLength={longestNote}
        value={text}
        onChange={setText}
        onBlur={keep}
        onKeyDown={(event) => event.key === 'Enter' && !isComposing(event.nativeEvent) && keep()}
      />
      <Button size="small" variant="ghost" disabled={run.state === 'running'} onClick={onSelect}>
        Select
      </Button>
    </div>
  )
}
