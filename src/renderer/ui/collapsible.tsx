import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { classNames } from './class-names.ts'
import styles from './collapsible.module.css'

type CollapsibleProps = {
  title: string
  /** The accessible name of the section, where its title alone does not tell it from others. */
  label?: string
  /** A few muted words beside the title, such as `2 set`. They stay when the rest is folded away. */
  summary?: ReactNode
  open: boolean
  onOpenChange: (open: boolean) => void
  /** At the right end of the title's row. */
  trailing?: ReactNode
  children: ReactNode
  className?: string
}

/** A titled section that folds to one line. */
export function Collapsible(props: CollapsibleProps) {
  const { title, label, summary, open, onOpenChange, trailing, children, className } = props
  const id = useId()
  return (
    <section className={className} aria-label={label} aria-labelledby={label ? undefined : `${id}-title`}>
      <div className={styles.header}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={`${id}-body`}
          onClick={() => onOpenChange(!open)}
        >
          <ChevronRight size={14} aria-hidden className={classNames(styles.chevron, open && styles.open)} />
          <span id={`${id}-title`} className={styles.title}>
            {title}
          </span>
        </button>
        {summary && <span className={styles.summary}>{summary}</span>}
        <span className={styles.grow} />
        {trailing}
      </div>
      <div id={`${id}-body`} hidden={!open}>
        {open && children}
      </div>
    </section>
  )
}
