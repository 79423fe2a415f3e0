import { Tabs as BaseTabs } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'
import styles from './tabs.module.css'

type TabsProps<Id extends string> = {
  /** The accessible name of the row of tabs. */
  label: string
  tabs: readonly { id: Id; label: string }[]
  value: Id
  onChange: (id: Id) => void
  /** At the right end of the row, such as an action. */
  trailing?: ReactNode
  /** The panel of the tab that is chosen. */
  children: ReactNode
}

/** A row of tabs over one panel that fills the rest of the height. Arrow keys move, Enter or Space chooses. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, trailing, children }: TabsProps<Id>) {
  return (
    <BaseTabs.Root className={styles.root} value={value} onValueChange={(id: Id) => onChange(id)}>
      <div className={styles.row}>
        <BaseTabs.List className={styles.list} aria-label={label}>
          {tabs.map((tab) => (
            <BaseTabs.Tab key={tab.id} value={tab.id} className={styles.tab}>
              {tab.label}
            </BaseTabs.Tab>
          ))}
        </BaseTabs.List>
        <span className={styles.grow} />
        {trailing}
      </div>
      <BaseTabs.Panel key={value} value={value} className={styles.panel}>
        {children}
      </BaseTabs.Panel>
    </BaseTabs.Root>
  )
}
