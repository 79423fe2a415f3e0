import { ArrowLeft } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Button } from '../../../ui/button.tsx'
import { ToolsPanel } from '../tools/tools-panel.tsx'
import styles from './field-panel.module.css'
import { FormatPanel } from './format-panel.tsx'
import { MoreFields } from './more-fields.tsx'

export type FieldPanelName = 'tools' | 'format' | 'more'

type FieldPanelProps = { name: FieldPanelName; onBack: () => void }

const titles: Record<FieldPanelName, string> = {
  tools: 'Tools',
  format: 'Structured output',
  more: 'More fields',
}

/** One of the larger settings in place of the rows. */
export function FieldPanel({ name, onBack }: FieldPanelProps) {
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
      {name === 'tools' && <ToolsPanel />}
      {name === 'format' && <FormatPanel />}
      {name === 'more' && <MoreFields />}
    </section>
  )
}
