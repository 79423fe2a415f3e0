import { useShallow } from 'zustand/shallow'
import { FindingNote } from '../../../parts/prompt/findings/finding-note.tsx'
import { useFindings } from '../../../parts/prompt/prompt-services.tsx'
import { classNames } from '../../../ui/class-names.ts'
import styles from './settings-panel.module.css'

/** What was found about one field, or about a part of it. */
export function FieldNotes({ field, className }: { field: string; className?: string }) {
  const found = useFindings(
    useShallow(({ findings }) => findings.filter((one) => one.field === field || one.field.startsWith(`${field}.`))),
  )
  if (found.length === 0) return null
  return (
    <div className={classNames(styles.reason, className)}>
      {found.map((finding) => (
        <FindingNote key={`${finding.ruleId} ${finding.reason}`} finding={finding} />
      ))}
    </div>
  )
}
