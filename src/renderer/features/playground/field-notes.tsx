import { useShallow } from 'zustand/shallow'
import { FindingNote } from '../../parts/prompt/finding-note.tsx'
import { useFindings } from '../../parts/prompt/prompt-services.tsx'
import styles from './settings-panel.module.css'

/** What was found about one field, or about a part of it. */
export function FieldNotes({ field }: { field: string }) {
  const found = useFindings(
    useShallow(({ findings }) => findings.filter((one) => one.field === field || one.field.startsWith(`${field}.`))),
  )
  if (found.length === 0) return null
  return (
    <div className={styles.reason}>
      {found.map((finding) => (
        <FindingNote key={`${finding.ruleId} ${finding.reason}`} finding={finding} />
      ))}
    </div>
  )
}
