import { Tooltip as BaseTooltip } from '@base-ui/react/tooltip'
import styles from './tooltip.module.css'
import { tooltips } from './tooltip.tsx'

/** The one bubble of the page, beside the control that is pointed at or focused. */
export function TooltipBubble() {
  return (
    <BaseTooltip.Root
      handle={tooltips}
      // The same Escape stops a run.
      onOpenChange={(_, details) => details.reason === 'escape-key' && details.allowPropagation()}
    >
      {({ payload }) => (
        <BaseTooltip.Portal>
          <BaseTooltip.Positioner
            className={styles.positioner}
            side={payload?.side}
            sideOffset={6}
            collisionPadding={6}
          >
            {/* For the eye: screen readers have the name and the description of the control itself. */}
            <BaseTooltip.Popup aria-hidden className={styles.bubble}>
              {payload?.content}
            </BaseTooltip.Popup>
          </BaseTooltip.Positioner>
        </BaseTooltip.Portal>
      )}
    </BaseTooltip.Root>
  )
}
