import { ChevronRight } from 'lucide-react'
import { useShallow } from 'zustand/shallow'
import { FindingNotes } from '../../parts/prompt/finding-notes.tsx'
import { otherOwner } from '../../parts/prompt/finding-owner.ts'
import { findingsOf } from '../../parts/prompt/findings-store.ts'
import { useFindings, usePrompt } from '../../parts/prompt/prompt-services.tsx'
import type { FieldPanelName } from './field-panel.tsx'
import { formatSummary, moreSummary, toolsSummary } from './field-summaries.ts'
import { settingState } from './setting-row.tsx'
import styles from './settings-panel.module.css'
import { ThinkingRow } from './thinking-row.tsx'

/** Thinking, and the larger settings: what is set in a few words, and the way to change it. */
export function FieldRows({ onOpen }: { onOpen: (name: FieldPanelName) => void }) {
  const settings = usePrompt((prompt) => prompt.settings)
  const toolNotes = usePrompt((prompt) => prompt.toolNotes)
  const betas = usePrompt((prompt) => prompt.betas)
  const headers = usePrompt((prompt) => prompt.headers)
  const openers: OpenerProps[] = [
    { title: 'Tools', owner: 'tools', summary: toolsSummary(settings, toolNotes), onOpen: () => onOpen('tools') },
    { title: 'Structured output', owner: 'format', summary: formatSummary(settings), onOpen: () => onOpen('format') },
    {
      title: 'More fields',
      owner: otherOwner,
      summary: moreSummary({ settings, betas, headers }),
      onOpen: () => onOpen('more'),
    },
  ]
  return (
    <>
      <ThinkingRow />
      <div className={styles.openers}>
        {openers.map((opener) => (
          <Opener key={opener.owner} {...opener} />
        ))}
      </div>
      {openers.map(({ owner }) => (
        <FindingNotes key={owner} owner={owner} className={styles.openerNotes} />
      ))}
    </>
  )
}

type OpenerProps = {
  title: string
  owner: string
  /** `null`: nothing of it is sent. */
  summary: string | null
  onOpen: () => void
}

function Opener({ title, owner, summary, onOpen }: OpenerProps) {
  const findings = useFindings(useShallow((state) => findingsOf(state, owner)))
  const state = settingState(summary !== null, findings)
  return (
    <button
      type="button"
      className={styles.opener}
      data-state={state}
      data-prompt-field={owner}
      aria-label={`${title}: ${summary ?? 'not sent'}`}
      title={`Edit ${title.toLowerCase()}`}
      onClick={onOpen}
    >
      {title} <span className={styles.summary}>{summary ?? 'not sent'}</span>
      <ChevronRight size={14} aria-hidden />
    </button>
  )
}
