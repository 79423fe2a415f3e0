import { type ReactNode, useState } from 'react'
import type { Cost } from '#shared/models/cost'
import { Button } from '../../ui/button.tsx'
import { Flyout } from '../../ui/flyout.tsx'
import { VisuallyHidden } from '../../ui/visually-hidden.tsx'
import styles from './cost.module.css'
import { CostTable } from './cost-table.tsx'

type CostButtonProps = {
  /** What stands on the button, and before it what only a screen reader needs. */
  text: string
  prefix?: string
  cost: Cost
  /** The accessible name of the panel. */
  title: string
  /** Under the sum. */
  children?: ReactNode
  isQuiet?: boolean
}

/** A cost that opens into how it was reckoned, and is marked where a price in it is the user's own. */
export function CostButton({ text, prefix, cost, title, children, isQuiet = false }: CostButtonProps) {
  const [isOpen, setIsOpen] = useState(false)
  const isOwn = cost.lines.some((line) => line.isOwn)
  return (
    <Flyout
      title={title}
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      align="end"
      trigger={
        <Button variant="ghost" className={isQuiet ? styles.quietButton : styles.button}>
          <span>
            {prefix && <VisuallyHidden>{prefix} </VisuallyHidden>}
            {text}
            {isOwn && <span className={styles.own}> your prices</span>}
          </span>
        </Button>
      }
    >
      <div className={styles.panel}>
        <h2 className={styles.title}>{title}</h2>
        <CostTable cost={cost} />
        {children && <div className={styles.notes}>{children}</div>}
      </div>
    </Flyout>
  )
}
