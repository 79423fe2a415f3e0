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

/** The rows of the larger settings: what is set in one line, and the way to change it. */
export function FieldRows({ onOpen }: { onOpen: (name: FieldPanelName) => void }) {
  const settings = usePrompt((prompt) => prompt.settings)
  const toolNotes = usePrompt((prompt) => prompt.toolNotes)
  const betas = usePrompt((prompt) => prompt.betas)
  const headers = usePrompt((prompt) => prompt.headers)
  return (
    <>
      <ThinkingRow />
      <PanelRow
        title="Tools"
        field="tools"
        owner="tools"
        summary={toolsSummary(settings, toolNotes)}
        onOpen={() => onOpen('tools')}
      />
      <PanelRow
        title="Structured output"
        field="format"
        owner="format"
        summary={formatSummary(settings)}
        onOpen={() => onOpen('format')}
      />
      <PanelRow
        title="More fields"
        field=""
        owner={otherOwner}
        summary={moreSummary({ settings, betas, headers })}
        onOpen={() => onOpen('more')}
      />
    </>
  )
}

type PanelRowProps = {
  title: string
  /** The API's name of it; empty where it has many. */
  field: string
  owner: string
  /** `null`: nothing of it is sent. */
  summary: string | null
  onOpen: () => void
}

function PanelRow({ title, field, owner, summary, onOpen }: PanelRowProps) {
  const findings = useFindings(useShallow((state) => findingsOf(state, owner)))
  const state = settingState(summary !== null, findings)
  return (
    <div className={styles.row} data-state={state} data-prompt-field={owner}>
      <span className={styles.title}>
        {title} {field !== '' && <code className={styles.field}>{field}</code>}
      </span>
      <button
        type="button"
        className={styles.opener}
        aria-label={`${title}: ${summary ?? 'not sent'}`}
        title={`Edit ${title.toLowerCase()}`}
        onClick={onOpen}
      >
        <span className={styles.summary}>{summary ?? 'not sent'}</span>
        <ChevronRight size={14} aria-hidden />
      </button>
      <FindingNotes owner={owner} className={styles.reason} />
    </div>
  )
}
