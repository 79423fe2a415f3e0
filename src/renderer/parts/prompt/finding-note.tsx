import { useStore } from 'zustand'
import type { Finding } from '#shared/rules/finding'
import { Button } from '../../ui/button.tsx'
import styles from './finding-note.module.css'
import { usePromptServices } from './prompt-services.tsx'

/** What will be refused, said where it is set: the reason, where that is written, and ways out. */
export function FindingNote({ finding }: { finding: Finding }) {
  const { prompts } = usePromptServices()
  return (
    <p className={styles.note} data-severity={finding.severity}>
      {finding.reason}
      <SourceLink finding={finding} />
      {finding.fixes.map((fix) => (
        <Button
          key={fix.label}
          variant="link"
          className={styles.fix}
          title={`Fix: ${fix.label}`}
          onClick={() => prompts.getState().edit(fix.apply)}
        >
          {fix.label}
        </Button>
      ))}
    </p>
  )
}

function SourceLink({ finding }: { finding: Finding }) {
  const { host, context } = usePromptServices()
  const canOpenLinks = useStore(context, (state) => state.canOpenLinks)
  return (
    <a
      className={styles.why}
      href={finding.source}
      target="_blank"
      rel="noopener noreferrer"
      title={`${finding.source}\nChecked ${finding.checkedAt}`}
      onClick={(event) => {
        if (!canOpenLinks) return
        event.preventDefault()
        void host.call('app.openLink', { url: finding.source })
      }}
    >
      Why
    </a>
  )
}
