import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import styles from './notice.module.css'

type NoticeProps = {
  tone?: 'neutral' | 'ok' | 'warning' | 'error'
  children: ReactNode
  /** Buttons under the words. */
  actions?: ReactNode
}

/** A few sentences in their place on the page. An error is read out at once, the rest when there is a pause. */
export function Notice({ tone = 'neutral', children, actions }: NoticeProps) {
  return (
    <div role={tone === 'error' ? 'alert' : 'status'} className={classNames(styles.notice, styles[tone])}>
      <div>{children}</div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  )
}
