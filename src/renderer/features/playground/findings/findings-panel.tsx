import { useRef } from 'react'
import type { Finding, Fix } from '#shared/rules/finding'
import { applyFix, changesText, showFixAll } from '../../../parts/prompt/findings/fixes.ts'
import { showField } from '../../../parts/prompt/findings/focus-field.ts'
import { SourceLink } from '../../../parts/prompt/findings/source-link.tsx'
import { sourceName } from '../../../parts/prompt/findings/source-name.ts'
import { useFindings, usePrompt, usePromptServices } from '../../../parts/prompt/prompt-services.tsx'
import { Dot } from '../../../ui/badge.tsx'
import { Button } from '../../../ui/button.tsx'
import { Menu } from '../../../ui/menu.tsx'
import { VisuallyHidden } from '../../../ui/visually-hidden.tsx'
import { severityMeanings, severityTones, worstFirst } from './finding-words.ts'
import styles from './findings-panel.module.css'

type FindingsPanelProps = {
  /** `then` puts the focus somewhere, in place of the badge. */
  onClose: (then?: () => void) => void
  onRunAnyway: () => void
}

/** Nobody reads more than this; the rest is counted. */
const mostShown = 100

/** Everything that was found, with its reason, its source and its fixes. Nothing in it changes anything unasked. */
export function FindingsPanel({ onClose, onRunAnyway }: FindingsPanelProps) {
  const services = usePromptServices()
  const findings = useFindings((state) => state.findings)
  const about = usePromptWords()
  const panel = useRef<HTMLDivElement>(null)
  const canFix = findings.some(({ fixes }) => fixes.some(({ isSafe }) => isSafe))

  function goTo(field: string) {
    onClose(() => showField(services, field))
  }

  function fix(finding: Finding, chosen: Fix) {
    const prompt = services.prompts.getState().settle()
    if (prompt && changesText(prompt, chosen.apply(prompt))) onClose()
    void applyFix(services, finding, chosen, () => panel.current?.focus())
  }

  return (
    <div ref={panel} tabIndex={-1} className={styles.panel}>
      <header className={styles.head}>
        <h2 className={styles.count}>{findings.length === 1 ? '1 finding' : `${findings.length} findings`}</h2>
        <span className={styles.about}>{about}</span>
        {canFix && (
          <Button
            variant="ghost"
            size="small"
            className={styles.fixAll}
            onClick={() => {
              onClose()
              showFixAll(services)
            }}
          >
            Fix all…
          </Button>
        )}
      </header>
      {findings.length === 0 ? (
        <p className={styles.none}>
          Nothing is known that the API would refuse. The rules look again after every edit.
        </p>
      ) : (
        <ul className={styles.list} aria-label="Findings">
          {worstFirst(findings)
            .slice(0, mostShown)
            .map((finding) => (
              <Row
                key={`${finding.ruleId} ${finding.field} ${finding.reason}`}
                finding={finding}
                onGoTo={() => goTo(finding.field)}
                onFix={(chosen) => fix(finding, chosen)}
              />
            ))}
        </ul>
      )}
      {findings.length > mostShown && <p className={styles.none}>… and {findings.length - mostShown} more.</p>}
      <footer className={styles.foot}>
        <span>Nothing is changed unless you say so.</span>
        {findings.length > 0 && (
          <Button
            size="small"
            onClick={() => {
              onClose()
              onRunAnyway()
            }}
          >
            Run anyway
          </Button>
        )}
      </footer>
    </div>
  )
}

type RowProps = { finding: Finding; onGoTo: () => void; onFix: (fix: Fix) => void }

function Row({ finding, onGoTo, onFix }: RowProps) {
  const { severity, title, reason, field, source, checkedAt } = finding
  return (
    <li className={styles.finding}>
      <span className={styles.dot} title={severityMeanings[severity]}>
        <Dot tone={severityTones[severity]} />
      </span>
      <div className={styles.words}>
        <h3 className={styles.title}>
          <VisuallyHidden>{severityMeanings[severity]}: </VisuallyHidden>
          {title}
        </h3>
        <p className={styles.reason}>
          {reason}{' '}
          <button
            type="button"
            className={styles.field}
            title="Go there"
            aria-label={`Go to ${field}`}
            onClick={onGoTo}
          >
            {field}
          </button>
        </p>
        <p className={styles.reason}>
          <SourceLink finding={finding} className={styles.why} /> {sourceName(source)} · checked {checkedAt}
        </p>
      </div>
      <Fixes finding={finding} onFix={onFix} />
    </li>
  )
}

function Fixes({ finding: { title, fixes }, onFix }: Pick<RowProps, 'finding' | 'onFix'>) {
  const [first] = fixes
  if (!first) return null
  if (fixes.length === 1) {
    return (
      <Button variant="link" className={styles.fix} title={`Fix: ${first.label}`} onClick={() => onFix(first)}>
        {first.label}
      </Button>
    )
  }
  return (
    <Menu
      align="end"
      trigger={
        <Button variant="link" className={styles.fix} aria-label={`Fix: ${title}`}>
          Fix <span aria-hidden>▾</span>
        </Button>
      }
      items={fixes.map((fix) => ({ label: fix.label, onSelect: () => onFix(fix) }))}
    />
  )
}

/** What was judged: `Claude Opus 5.5 · API 2023-06-01`. */
function usePromptWords(): string {
  const id = usePrompt(({ model }) => model)
  const name = useFindings(({ model }) => model?.displayName)
  const apiVersion = useFindings((state) => state.apiVersion)
  return `${name ?? `${id}, unknown: rules limited`} · API ${apiVersion}`
}
