import type { ReactNode } from 'react'
import styles from './badge.module.css'
import { classNames } from './class-names.ts'

type BadgeProps = {
  tone?: 'neutral' | 'accent' | 'ok' | 'warning' | 'error'
  /** A coloured dot in front. The words say the same: colour is never the only sign. */
  dot?: boolean
  children: ReactNode
}

export function Badge({ tone = 'neutral', dot, children }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      {dot && <Dot tone={tone} />}
      {children}
    </span>
  )
}

/** The dot alone, for a line that has its own words. */
export function Dot({ tone = 'neutral' }: { tone?: BadgeProps['tone'] }) {
  return <span aria-hidden className={classNames(styles.dot, styles[`${tone}Dot`])} />
}
