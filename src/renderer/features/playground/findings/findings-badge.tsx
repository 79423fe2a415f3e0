import { useRef, useState } from 'react'
import { useShallow } from 'zustand/shallow'
import type { Severity } from '#shared/rules/finding'
import { groupedDigits } from '#shared/text/grouped-digits'
import { useKeymap, useShortcut } from '../../../parts/keymap/use-keymap.tsx'
import { useFindings } from '../../../parts/prompt/prompt-services.tsx'
import { Dot } from '../../../ui/badge.tsx'
import { classNames } from '../../../ui/class-names.ts'
import { Flyout } from '../../../ui/flyout.tsx'
import { lazyPart } from '../../../ui/lazy-part.ts'
import { severityTones, severityWords } from './finding-words.ts'
import styles from './findings-badge.module.css'

const FindingsPanel = lazyPart(async () => (await import('./findings-panel.tsx')).FindingsPanel)

type FindingsBadgeProps = {
  /** Sends the request as it is, without asking. */
  onRunAnyway: () => void
  /** Unfolds the settings, so that the focus can go there. */
}

/** How much was found before sending; the panel behind it lists it. */
export function FindingsBadge({ onRunAnyway }: FindingsBadgeProps) {
  const [isOpen, setOpen] = useState(false)
  const leave = useRef<(() => void) | null>(null)
  const isJudged = useFindings((state) => state.isJudged)
  const severities = useFindings(useShallow(({ findings }) => findings.map(({ severity }) => severity)))
  const key = useShortcut('showFindings')
  useKeymap({ showFindings: () => isJudged && setOpen(true) })
  if (!isJudged) return null
  function close(then: (() => void) | null = null) {
    leave.current = then
    setOpen(false)
  }
  const worst = (['error', 'warning', 'hint'] as const).find((severity) => severities.includes(severity))
  return (
    <Flyout
      title="Findings"
      align="end"
      isOpen={isOpen}
      onOpenChange={setOpen}
      leaveTo={() => {
        const to = leave.current
        leave.current = null
        return to
      }}
      trigger={
        <button
          type="button"
          className={classNames(styles.badge, worst && styles[worst])}
          title={`${severityWords(severities)} (${key})`}
        >
          <Dot tone={worst ? severityTones[worst] : 'ok'} />
          {countText(severities)}
        </button>
      }
    >
      <FindingsPanel onClose={close} onRunAnyway={onRunAnyway} />
    </Flyout>
  )
}

function countText({ length }: readonly Severity[]): string {
  if (length === 0) return 'No findings'
  return length === 1 ? '1 finding' : `${groupedDigits(length)} findings`
}
