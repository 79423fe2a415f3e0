import { ChevronDown, ChevronUp } from 'lucide-react'
import { type RefObject, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { Button, IconButton } from '../../ui/button.tsx'
import { countChanges, createMergeView, type MergeText } from './merge-view.ts'
import styles from './text-diff.module.css'
import { useIsWide } from './use-is-wide.ts'

export type TextDiffProps = {
  /** The accessible name of the whole. */
  label: string
  before: string
  after: string
  beforeLabel: string
  afterLabel: string
}

/** So wide that a line of a request fits into half of it. */
const sideBySidePx = 760

/**
 * Two texts that differ, to be read: beside each other where there is room, else one below the other. F7 and Shift+F7 go
 * to the next and the previous change.
 */
export function TextDiff({ label, before, after, beforeLabel, afterLabel }: TextDiffProps) {
  const [frame, setFrame] = useState<HTMLElement | null>(null)
  const [isCollapsed, setCollapsed] = useState(true)
  const [change, setChange] = useState<number | null>(null)
  const isSideBySide = useIsWide(frame, sideBySidePx)
  const count = useMemo(() => countChanges({ before, after }), [before, after])
  const place = useRef<HTMLDivElement>(null)
  const view = useRef<MergeText>(null)
  const hintId = useId()

  const step = (places: number) => {
    const from = change ?? (places > 0 ? -1 : 0)
    setChange((from + places + count) % count)
  }
  const stepNow = useRef(step)
  useLayoutEffect(() => {
    stepNow.current = step
  })
  useStepKeys(frame, stepNow)
  useLayoutEffect(() => {
    if (isSideBySide === null) return
    const look = { isSideBySide, isCollapsed, beforeLabel, afterLabel }
    const made = createMergeView({ before, after }, { ...look, onStep: (places) => stepNow.current(places) })
    place.current?.append(made.dom)
    view.current = made
    return () => {
      made.destroy()
      view.current = null
    }
  }, [before, after, beforeLabel, afterLabel, isSideBySide, isCollapsed])
  useLayoutEffect(() => {
    if (change !== null && isSideBySide !== null) view.current?.show(change)
  }, [change, isSideBySide])

  return (
    <section ref={setFrame} className={styles.diff} aria-label={label} aria-describedby={hintId}>
      <div className={styles.bar}>
        <span className={styles.before}>{beforeLabel}</span>
        <span className={styles.after}>{afterLabel}</span>
        <span className={styles.tools}>
          <span id={hintId} className={styles.count} aria-live="polite">
            {change === null ? changesText(count) : `Change ${change + 1} of ${count}`}
          </span>
          <Button
            variant="ghost"
            size="small"
            aria-pressed={!isCollapsed}
            title="Shows the parts that are the same, too"
            onClick={() => setCollapsed(!isCollapsed)}
          >
            {isCollapsed ? 'Show all' : 'Changes only'}
          </Button>
          <IconButton
            size="small"
            label="Previous change"
            shortcut="Shift F7"
            icon={<ChevronUp size={14} />}
            onClick={() => step(-1)}
          />
          <IconButton
            size="small"
            label="Next change"
            shortcut="F7"
            icon={<ChevronDown size={14} />}
            onClick={() => step(1)}
          />
        </span>
      </div>
      <div ref={place} className={styles.text} />
    </section>
  )
}

/** F7 and Shift+F7 work in the whole dialog that the comparison is in: its focus may be on a button. */
function useStepKeys(frame: HTMLElement | null, step: RefObject<(places: number) => void>): void {
  useEffect(() => {
    const owner = frame?.closest<HTMLElement>('[role="dialog"]') ?? frame
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'F7' || event.defaultPrevented) return
      event.preventDefault()
      step.current(event.shiftKey ? -1 : 1)
    }
    owner?.addEventListener('keydown', onKey)
    return () => owner?.removeEventListener('keydown', onKey)
  }, [frame, step])
}

function changesText(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`
}
