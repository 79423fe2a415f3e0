import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { JsonDraft } from '../../parts/json/json-field.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './field-panel.module.css'
import { FormatPanel } from './format-panel.tsx'
import { MoreFields } from './more-fields.tsx'
import { ToolsPanel } from './tools-panel.tsx'

export type FieldPanelName = 'tools' | 'format' | 'more'

/** JSON that is no good yet, by the name of its field: it outlasts the panel. */
export type JsonDrafts = Map<string, JsonDraft>

type FieldPanelProps = { name: FieldPanelName; drafts: JsonDrafts; onBack: () => void }

const titles: Record<FieldPanelName, string> = {
  tools: 'Tools',
  format: 'Structured output',
  more: 'More fields',
}

/** One of the larger settings in place of the rows. */
export function FieldPanel({ name, drafts, onBack }: FieldPanelProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className={styles.panel} aria-labelledby="field-panel-title">
      <header className={styles.head}>
        <Button variant="ghost" size="small" onClick={onBack}>
          <ArrowLeft size={14} aria-hidden /> All settings
        </Button>
        <h2 ref={heading} tabIndex={-1} id="field-panel-title" className={styles.title}>
          {titles[name]}
        </h2>
      </header>
      {name === 'tools' && <ToolsPanel drafts={drafts} />}
      {name === 'format' && <FormatPanel drafts={drafts} />}
      {name === 'more' && <MoreFields drafts={drafts} />}
    </section>
  )
}
