import { Tabs as BaseTabs } from '@base-ui/react/tabs'
import { useLayoutEffect, useRef } from 'react'
import styles from './tabs.module.css'
import type { TabListProps } from './tabs.tsx'

/** The row of tabs with all of its keys. It takes the focus over from the row that stood in its place. */
export function TabList({ label, tabs, value, onChange, idOf, panelId, focused }: TabListProps) {
  const list = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it takes the place of the row before it
  useLayoutEffect(() => {
    const { current: tab } = focused
    if (tab !== null) list.current?.querySelector<HTMLElement>(`#${CSS.escape(idOf(tab))}`)?.focus()
  }, [])
  return (
    <BaseTabs.Root value={value} onValueChange={onChange}>
      <BaseTabs.List ref={list} className={styles.list} aria-label={label}>
        {tabs.map((tab) => (
          <BaseTabs.Tab
            key={tab.id}
            id={idOf(tab.id)}
            value={tab.id}
            className={styles.tab}
            aria-controls={tab.id === value ? panelId : undefined}
          >
            {tab.label}
          </BaseTabs.Tab>
        ))}
      </BaseTabs.List>
    </BaseTabs.Root>
  )
}
