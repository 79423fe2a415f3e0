import { memo, Suspense } from 'react'
import { useStore } from 'zustand'
import { useShallow } from 'zustand/shallow'
import { lazyPart } from '../../../ui/lazy-part.ts'
import { useFindings, usePromptServices } from '../prompt-services.tsx'
import { findingsOf } from './findings-store.ts'

// Like the rules, a note comes after the first screen; and no prompt has been refused before the first run.
const FindingNote = lazyPart(async () => (await import('./finding-note.tsx')).FindingNote)
const RefusedNote = lazyPart(async () => (await import('./refused-note.tsx')).RefusedNote)

type FindingNotesProps = {
  owner: string
  className?: string
  /** `false` where there is no room for advice; the panel has it. */
  withHints?: boolean
}

/** Everything that was found about what one control holds, and what the API said of it; nothing where nothing was. */
export const FindingNotes = memo(function FindingNotes({ owner, className, withHints = true }: FindingNotesProps) {
  const findings = useFindings(
    useShallow((state) => findingsOf(state, owner).filter(({ severity }) => withHints || severity !== 'hint')),
  )
  const refused = useStore(usePromptServices().refused, (state) =>
    state.refused?.owner === owner ? state.refused : null,
  )
  if (findings.length === 0 && refused === null) return null
  return (
    <Suspense>
      <div className={className}>
        {refused && <RefusedNote refused={refused} />}
        {findings.map((finding) => (
          <FindingNote key={`${finding.ruleId} ${finding.field} ${finding.reason}`} finding={finding} />
        ))}
      </div>
    </Suspense>
  )
})
