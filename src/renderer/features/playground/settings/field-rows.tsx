import { ChevronRight } from 'lucide-react'
import { useShallow } from 'zustand/shallow'
import { FindingNotes } from '../../../parts/prompt/findings/finding-notes.tsx'
import { otherOwner } from '../../../parts/prompt/findings/finding-owner.ts'
import { findingsOf } from '../../../parts/prompt/findings/findings-store.ts'
import { useFindings, usePrompt } from '../../../parts/prompt/prompt-services.tsx'
import type { FieldPanelName } from '../fields/field-panel.tsx'
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
  const openers: Omit<OpenerProps, 'onOpen'>[] = [
    { title: 'Tools', owner: 'tools', summary: toolsSummary(settings, toolNotes), name: 'tools' },
    { title: 'Structured output', owner: 'format', summary: formatSummary(settings), name: 'format' },
    {
      title: 'More fields',
      owner: otherOwner,
      summary: moreSummary({ settings, betas, headers }),
      name: 'more',
    },
  ]
  return (
    <>
      <ThinkingRow />
      <div className={styles.openers}>
        {openers.map((opener) => (
          <Opener key={opener.owner} {...opener} onOpen={onOpen} />
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
  name: FieldPanelName
  onOpen: (name: FieldPanelName) => void
}

function Opener({ title, owner, summary, name, onOpen }: OpenerProps) {
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
      data-opens={name}
      onClick={() => onOpen(name)}
    >
      {title} <span className={styles.summary}>{summary ?? 'not sent'}</span>
      <ChevronRight size={14} aria-hidden />
    </button>
  )
}
