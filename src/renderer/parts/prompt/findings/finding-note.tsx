import type { Finding } from '#shared/rules/finding'
import { Button } from '../../../ui/button.tsx'
import { usePromptServices } from '../prompt-services.tsx'
import styles from './finding-note.module.css'
import { applyFix } from './fixes.ts'
import { SourceLink } from './source-link.tsx'

/** What will be refused, said where it is set: the reason, where that is written, and ways out. */
export function FindingNote({ finding }: { finding: Finding }) {
  const services = usePromptServices()
  return (
    <p className={styles.note} data-severity={finding.severity}>
      <span className={styles.words}>{finding.reason}</span> <SourceLink finding={finding} className={styles.why} />
      {finding.fixes.map((fix) => (
        <Button
          key={fix.label}
          variant="link"
          className={styles.fix}
          title={`Fix: ${fix.label}`}
          onClick={() => void applyFix(services, finding, fix)}
        >
          {fix.label}
        </Button>
      ))}
    </p>
  )
}
