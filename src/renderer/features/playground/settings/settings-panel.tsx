import { type ReactNode, Suspense, useMemo, useRef } from 'react'
import { flushSync } from 'react-dom'
import { setSetting, unsetSetting } from '../../../parts/prompt/edits/prompt-edits.ts'
import { FindingNotes } from '../../../parts/prompt/findings/finding-notes.tsx'
import { useFindings, usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Collapsible } from '../../../ui/collapsible.tsx'
import { lazyAtRest, lazyPart } from '../../../ui/lazy-part.ts'
import { TagsInput } from '../../../ui/tags-input.tsx'
import type { FieldPanelName } from '../fields/field-panel.tsx'
import { EffortRow } from './effort-row.tsx'
import { NumberSettingRow } from './number-setting-row.tsx'
import { numberSettings, settingsSummary } from './setting-fields.ts'
import styles from './settings-panel.module.css'

const FieldRows = lazyAtRest(async () => (await import('./field-rows.tsx')).FieldRows)
const FieldPanel = lazyPart(async () => (await import('../fields/field-panel.tsx')).FieldPanel)

type SettingsPanelProps = {
  /** Which of the larger settings is open in place of the rows. */
  panel: FieldPanelName | null
  onPanel: (panel: FieldPanelName | null) => void
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  /** At the right end of the title's row. */
  trailing?: ReactNode
}

/** Every request field beside the messages, always in sight. What is not sent here is not sent at all. */
export function SettingsPanel({ panel, onPanel, isOpen, onOpenChange, trailing }: SettingsPanelProps) {
  const settings = usePrompt((prompt) => prompt.settings)
  const betas = usePrompt((prompt) => prompt.betas)
  const headers = usePrompt((prompt) => prompt.headers)
  const summary = useFindings(({ findings }) => settingsSummary({ settings, betas, headers }, findings))
  const model = useFindings((state) => state.model)
  const numbers = useMemo(() => numberSettings(model), [model])
  const rows = useRef<HTMLDivElement>(null)
  // The focus goes back to what opened the panel.
  function leave(left: FieldPanelName) {
    flushSync(() => onPanel(null))
    rows.current?.querySelector<HTMLElement>(`[data-opens="${left}"]`)?.focus()
  }
  return (
    <Collapsible
      className={classNames(styles.panel, panel && styles.withPanel)}
      title="Settings"
      summary={summary}
      open={isOpen}
      onOpenChange={onOpenChange}
      trailing={trailing}
    >
      {panel ? (
        <Suspense>
          <FieldPanel name={panel} onBack={() => leave(panel)} />
        </Suspense>
      ) : (
        <div ref={rows} className={styles.rows}>
          {numbers.map((setting) => (
            <NumberSettingRow key={setting.field} setting={setting} />
          ))}
          <EffortRow />
          <StopSequencesRow />
          <Suspense fallback={<div className={styles.rowsToCome} />}>
            <FieldRows onOpen={onPanel} />
          </Suspense>
        </div>
      )}
    </Collapsible>
  )
}

const noTags: string[] = []

function StopSequencesRow() {
  const { edit } = usePromptServices().prompts.getState()
  const tags = usePrompt(({ settings }) => settings.stop_sequences) ?? noTags
  return (
    <div className={styles.row} data-prompt-field="stop_sequences">
      <span className={styles.title}>
        Stop sequences <code className={styles.field}>stop_sequences</code>
      </span>
      <span className={styles.wide}>
        <TagsInput
          label="Stop sequences"
          tags={tags}
          placeholder={tags.length === 0 ? 'not sent; type one and press Enter' : 'add…'}
          onChange={(next) =>
            edit(next.length === 0 ? unsetSetting('stop_sequences') : setSetting('stop_sequences', next))
          }
        />
      </span>
      <FindingNotes owner="stop_sequences" className={styles.reason} />
    </div>
  )
}
