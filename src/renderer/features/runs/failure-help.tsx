import { useStore } from 'zustand'
import { useShallow } from 'zustand/shallow'
import type { Run } from '#shared/runs/run'
import { findingsOf } from '../../parts/prompt/findings/findings-store.ts'
import { applyFix } from '../../parts/prompt/findings/fixes.ts'
import { showField } from '../../parts/prompt/findings/focus-field.ts'
import { refusedIn } from '../../parts/prompt/findings/refused-store.ts'
import { useFindings, usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './next-steps-bar.module.css'

/** Ways out of a refusal that names a field: to its control, and what the rules offer as a fix for it. */
export function FailureHelp({ run }: { run: Run }) {
  const services = usePromptServices()
  const prompt = useStore(services.prompts, (state) => state.prompt)
  const refused = prompt && refusedIn(run, prompt)
  const findings = useFindings(useShallow((state) => (refused ? findingsOf(state, refused.owner) : [])))
  if (!refused) return null
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a line of text
    <div role="group" aria-label="Ways out" className={styles.steps}>
      <Button size="small" onClick={() => showField(services, refused.field)}>
        Show <code className={styles.field}>{refused.field.slice(0, 100)}</code>
      </Button>
      {findings.flatMap((finding) =>
        finding.fixes.map((fix) => (
          <Button
            key={`${finding.ruleId} ${fix.label}`}
            size="small"
            title={finding.reason}
            onClick={() => void applyFix(services, finding, fix)}
          >
            {fix.label}
          </Button>
        )),
      )}
    </div>
  )
}
