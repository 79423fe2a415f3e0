import type { ReactElement } from 'react'
import { useStore } from 'zustand'
import type { ConnectionStatus } from '#shared/contract'
import {
  activeConnection,
  type ConnectionsStore,
  keyPlace,
  needsKey,
} from '../../parts/connections/connections-store.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './status-bar.module.css'

type StatusBarProps = {
  connections: ConnectionsStore
  onOpenSettings: () => void
  /** What is known of the open prompt; a line is drawn before each. */
  items: readonly ReactElement[]
}

export function StatusBar({ connections, onOpenSettings, items }: StatusBarProps) {
  const connection = useStore(connections, activeConnection)
  return (
    <footer className={styles.bar}>
      {connection && (
        <Button variant="ghost" size="small" className={styles.connection} onClick={onOpenSettings}>
          <Dot tone={needsKey(connection) && !connection.key.set ? 'warning' : 'ok'} />
          {connection.name} · {keyState(connection)}
        </Button>
      )}
      {items.map((item) => (
        <span key={item.key} className={styles.item}>
          {item}
        </span>
      ))}
      <span className={styles.grow} />
      <JournalState />
    </footer>
  )
}

function keyState(connection: ConnectionStatus): string {
  const { key } = connection
  if (!needsKey(connection)) return 'no key needed'
  if (!key.set) return 'no key yet'
  return ['key', key.last4 && `…${key.last4}`, keyPlace(connection)].filter(Boolean).join(' ')
}

/** When unsaved edits were last written to disk, or why they could not be. */
function JournalState() {
  const { prompts } = usePromptServices()
  const journalledAt = useStore(prompts, (state) => state.journalledAt)
  const error = useStore(prompts, (state) => state.journalError)
  if (error) {
    return (
      <span role="alert" className={styles.error}>
        {error.message}
      </span>
    )
  }
  if (journalledAt === null) return null
  const time = new Date(journalledAt).toLocaleTimeString([], { hourCycle: 'h23' })
  return <span className={styles.muted}>Journalled {time}</span>
}
