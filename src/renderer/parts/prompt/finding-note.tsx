import { lazy, Suspense } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/shallow'
import type { Finding } from '#shared/rules/finding'
import { Button } from '../../ui/button.tsx'
import styles from './finding-note.module.css'
import { findingsOf } from './findings-store.ts'
import { applyFix } from './fixes.ts'
import { useFindings, usePromptServices } from './prompt-services.tsx'
import { SourceLink } from './source-link.tsx'

/** What will be refused, said where it is set: the reason, where that is written, and ways out. */
export function FindingNote({ finding }: { finding: Finding }) {
  const services = usePromptServices()
  return (
    <p className={styles.note} data-severity={finding.severity}>
      {finding.reason}
      <SourceLink finding={finding} className={styles.why} />
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

/** No prompt has been refused before the first run. */
const RefusedNote = lazy(async () => ({ default: (await import('./refused-note.tsx')).RefusedNote }))

type FindingNotesProps = {
  owner: string
  className?: string
  /** `false` where there is no room for advice; the panel has it. */
  withHints?: boolean
}

/** Everything that was found about what one control holds, and what the API said of it; nothing where nothing was. */
export function FindingNotes({ owner, className, withHints = true }: FindingNotesProps) {
  const findings = useFindings(
    useShallow((state) => findingsOf(state, owner).filter(({ severity }) => withHints || severity !== 'hint')),
  )
  const refused = useStore(usePromptServices().refused, (state) =>
    state.refused?.owner === owner ? state.refused : null,
  )
  if (findings.length === 0 && refused === null) return null
  return (
    <div className={className}>
      {refused && (
        <Suspense>
          <RefusedNote refused={refused} />
        </Suspense>
      )}
      {findings.map((finding) => (
        <FindingNote key={`${finding.ruleId} ${finding.field} ${finding.reason}`} finding={finding} />
      ))}
    </div>
  )
}
