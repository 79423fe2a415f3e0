import { type ComponentType, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import styles from './tabs.module.css'
import { whenRested } from './when-rested.ts'

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

/** What the row of tabs shares with the one that stands in its place while it is loaded. */
export type TabListProps = Pick<TabsProps<string>, 'label' | 'tabs' | 'value' | 'onChange'> & {
  idOf: (tab: string) => string
  panelId: string
  /** One of the tabs has the focus, and must have it after the one row takes the other's place. */
  hasFocus: { current: boolean }
  /** Somebody is about to use the tabs. */
  onNear: () => void
}

let loaded: ComponentType<TabListProps> | null = null
const loadList = async () => {
  loaded ??= (await import('./tab-list.tsx')).TabList
}

/** A row of tabs over one panel that fills the rest of the height. Arrow keys move, Enter or Space chooses. */
export function Tabs<Id extends string>({ label, tabs, value, onChange, trailing, children }: TabsProps<Id>) {
  const id = useId()
  const hasFocus = useRef(false)
  const [List, setList] = useState(() => loaded ?? StandIn)
  const bringList = () =>
    void loadList().then(
      () => setList(() => loaded ?? StandIn),
      // The row that stands there can be clicked and tabbed to just as well.
      () => {},
    )
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => void whenRested().then(bringList), [])
  const idOf = (tab: string) => `${id}-${tab}`
  const panelId = `${id}-panel`
  return (
    <div className={styles.root}>
      <div className={styles.row} data-pane-head>
        {/* Safe: only ids of the tabs come back. */}
        <List
          label={label}
          tabs={tabs}
          value={value}
          onChange={(tab) => onChange(tab as Id)}
          idOf={idOf}
          panelId={panelId}
          hasFocus={hasFocus}
          onNear={bringList}
        />
        <span className={styles.grow} />
        {trailing}
      </div>
      <div
        key={value}
        role="tabpanel"
        id={panelId}
        aria-labelledby={idOf(value)}
        className={styles.panel}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: Tab leads from the tabs into their panel, whatever is in it
        tabIndex={0}
      >
        {children}
      </div>
    </div>
  )
}

/** Looks like the row of tabs, and takes clicks, until that is there. */
function StandIn({ label, tabs, value, onChange, idOf, panelId, hasFocus, onNear }: TabListProps) {
  return (
    <div role="tablist" aria-label={label} className={styles.list}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          id={idOf(tab.id)}
          className={styles.tab}
          aria-selected={tab.id === value}
          aria-controls={tab.id === value ? panelId : undefined}
          tabIndex={tab.id === value ? 0 : -1}
          onFocus={() => {
            hasFocus.current = true
            onNear()
          }}
          onBlur={() => {
            hasFocus.current = false
          }}
          onClick={() => onChange(tab.id)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}
