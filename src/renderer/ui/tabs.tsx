import { type ComponentType, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import styles from './tabs.module.css'
import { usePress } from './use-press.ts'
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
  /** The tab that has the focus, and must have it after the one row takes the other's place; `null` for none. */
  focused: { current: string | null }
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
  const focused = useRef<string | null>(null)
  const [List, setList] = useState(() => loaded ?? StandIn)
  const press = usePress()
  const bringList = () =>
    void loadList()
      .then(press.isOver)
      .then(
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
      <div className={styles.row} data-pane-head onPointerDown={press.onPointerDown}>
        {/* Safe: only ids of the tabs come back. */}
        <List
          label={label}
          tabs={tabs}
          value={value}
          onChange={(tab) => onChange(tab as Id)}
          idOf={idOf}
          panelId={panelId}
          focused={focused}
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

/** Looks like the row of tabs, and takes clicks and arrows, until that is there. */
function StandIn({ label, tabs, value, onChange, idOf, panelId, focused, onNear }: TabListProps) {
  function move(event: KeyboardEvent<HTMLButtonElement>, index: number) {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0
    const next = step === 0 ? undefined : tabs[(index + step + tabs.length) % tabs.length]
    if (next) document.getElementById(idOf(next.id))?.focus()
  }
  return (
    <div role="tablist" aria-label={label} className={styles.list}>
      {tabs.map((tab, index) => (
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
            focused.current = tab.id
            onNear()
          }}
          onBlur={() => {
            focused.current = null
          }}
          onClick={() => onChange(tab.id)}
          onKeyDown={(event) => move(event, index)}
        >
          {tab.label}
        </button>
      ))}
    </div>
  )
}
