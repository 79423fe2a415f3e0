import type { ComponentProps, ReactNode } from 'react'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Tooltip } from './tooltip.tsx'

type ButtonProps = ComponentProps<'button'> & {
  /** `filled` is kept for Run. `link` is an action inside a sentence. */
  variant?: 'filled' | 'outline' | 'ghost' | 'link'
  size?: 'small' | 'normal'
  danger?: boolean
}

export function Button({ variant = 'outline', size = 'normal', danger, className, ...props }: ButtonProps) {
  const names = classNames(styles.button, styles[variant], styles[size], danger && styles.danger, className)
  return <button type="button" className={names} {...props} />
}

type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** The accessible name; also the tooltip, unless there is another. */
  label: string
  icon: ReactNode
  /** `false` for none. */
  tooltip?: string | false
  /** Printed in the tooltip, such as `Ctrl B`. */
  shortcut?: string
  size?: 'small' | 'normal'
}

export function IconButton({ label, icon, tooltip, shortcut, size = 'normal', className, ...props }: IconButtonProps) {
  return (
    <Tooltip content={tooltip ?? label} shortcut={shortcut}>
      <button
        type="button"
        aria-label={label}
        className={classNames(styles.button, styles.icon, styles[size], className)}
        {...props}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
