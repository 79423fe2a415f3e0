import { Dialog as BaseDialog } from '@base-ui/react/dialog'
import { X } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, type RefObject, useRef } from 'react'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './dialog.module.css'
import { PortalPlace } from './portal-place.ts'

type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Shown on top, and the accessible name. */
  title: string
  description?: ReactNode
  children: ReactNode
  /** The buttons at the bottom right. */
  footer?: ReactNode
  /** `small` and `medium` are as high as what is in them; `wide` is for two columns of text. */
  size?: 'small' | 'medium' | 'large' | 'wide'
  /** What gets the focus first, if not the dialog itself: only what is safe to press unread. */
  initialFocus?: RefObject<HTMLElement | null>
  /** Nothing in it takes the focus: the content itself does, so that keys scroll it. */
  isOnlyRead?: boolean
  /** Keys that the dialog has for itself. */
  onKeyDown?: (event: KeyboardEvent) => void
}

/** Keeps focus inside while it is open and gives it back afterwards. Escape and the cross close it. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = 'small',
  initialFocus,
  isOnlyRead = false,
  onKeyDown,
}: DialogProps) {
  const popup = useRef<HTMLDivElement>(null)
  const body = useRef<HTMLDivElement>(null)
  return (
    <BaseDialog.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <BaseDialog.Portal>
        <BaseDialog.Backdrop className={styles.backdrop} />
        {/* The dialog itself gets the focus first: on the cross it would offer closing before anything was read. */}
        <BaseDialog.Popup
          ref={popup}
          initialFocus={initialFocus ?? (isOnlyRead ? body : popup)}
          className={classNames(styles.popup, styles[size])}
          onKeyDown={onKeyDown}
        >
          <header className={styles.header}>
            <BaseDialog.Title className={styles.title}>{title}</BaseDialog.Title>
            <BaseDialog.Close render={<IconButton label="Close" tooltip={false} icon={<X size={16} />} />} />
          </header>
          {description && <BaseDialog.Description className={styles.description}>{description}</BaseDialog.Description>}
          <div
            ref={body}
            className={styles.body}
            {...(isOnlyRead ? { role: 'region', 'aria-label': title, tabIndex: 0 } : {})}
          >
            <PortalPlace value={null}>{children}</PortalPlace>
          </div>
          {footer && <footer className={styles.footer}>{footer}</footer>}
        </BaseDialog.Popup>
      </BaseDialog.Portal>
    </BaseDialog.Root>
  )
}
