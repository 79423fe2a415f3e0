import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import { useEffect, useRef, useState } from 'react'
import { Kbd } from './kbd.tsx'
import styles from './tooltip.module.css'
import type { Side } from './tooltip.tsx'
import { watchTooltipTargets } from './tooltip-target.ts'

type Shown = { target: HTMLElement; words: string; keys?: string; side?: Side }

/** The one bubble of the page, beside the control that is pointed at or focused. */
export function TooltipBubble() {
  const [shown, setShown] = useState<Shown | null>(null)
  /** What it says; while it goes away as well. */
  const [last, setLast] = useState<Shown | null>(null)
  if (shown && shown !== last) setLast(shown)
  const bubble = useRef<HTMLDivElement>(null)
  const targets = useRef<{ hide: () => void } | null>(null)
  useEffect(() => {
    let changes: MutationObserver | null = null
    const watch = watchTooltipTargets(
      (target) => {
        changes?.disconnect()
        setShown(target && wordsOf(target))
        if (!target) return
        // The words may change while they are read.
        changes = new MutationObserver(() => setShown(wordsOf(target)))
        changes.observe(target, { attributeFilter: ['data-tooltip', 'data-tooltip-keys'] })
      },
      (element) => bubble.current?.contains(element) ?? false,
    )
    targets.current = watch
    return () => {
      changes?.disconnect()
      watch.stop()
    }
  }, [])

  return (
    <BaseTooltip.Root
      open={shown !== null}
      onOpenChange={(_, details) => {
        if (details.reason !== 'escape-key') return
        // The same Escape stops a run.
        details.allowPropagation()
        targets.current?.hide()
      }}
    >
      <BaseTooltip.Portal>
        <BaseTooltip.Positioner
          className={styles.positioner}
          anchor={last?.target}
          side={last?.side ?? 'bottom'}
          sideOffset={6}
          collisionPadding={6}
        >
          {/* For the eye: screen readers have the name and the description of the control itself. */}
          <BaseTooltip.Popup ref={bubble} aria-hidden className={styles.bubble}>
            {last?.words} {last?.keys && <Kbd>{last.keys}</Kbd>}
          </BaseTooltip.Popup>
        </BaseTooltip.Positioner>
      </BaseTooltip.Portal>
    </BaseTooltip.Root>
  )
}

/** What is marked on a control by `Tooltip`; `null` when it no longer is. */
function wordsOf(target: HTMLElement): Shown | null {
  const { tooltip, tooltipKeys, tooltipSide } = target.dataset
  // Safe: only `Tooltip` writes it.
  return tooltip ? { target, words: tooltip, keys: tooltipKeys, side: tooltipSide as Side | undefined } : null
}
