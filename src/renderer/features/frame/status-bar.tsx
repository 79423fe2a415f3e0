import { type ReactElement, Suspense, useState } from 'react'
import { useStore } from 'zustand'
import type { ConnectionStatus } from '#shared/contract/connections'
import type { Host } from '../../host/host.ts'
import {
  activeConnection,
  type ConnectionsStore,
  keyPlace,
  needsKey,
} from '../../parts/connections/connections-store.ts'
import { usePromptServices } from '../../parts/prompt/prompt-services.tsx'
import { Dot } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { lazyPart } from '../../ui/lazy-part.ts'
import styles from './status-bar.module.css'

type StatusBarProps = {
  host: Pick<Host, 'call'>
  connections: ConnectionsStore
  onOpenSettings: () => void
  /** What is known of the open prompt; a line is drawn before each. */
  items: readonly ReactElement[]
}

const ConnectionPopover = lazyPart(async () => (await import('./connection-popover.tsx')).ConnectionPopover)

export function StatusBar({ host, connections, onOpenSettings, items }: StatusBarProps) {
  const connection = useStore(connections, activeConnection)
  return (
    <footer className={styles.bar} data-pane>
      {connection && (
        <ConnectionItem key={connection.id} host={host} connection={connection} onOpenSettings={onOpenSettings} />
      )}
      {items.map((item) => (
        <span key={item.key} className={styles.item}>
          {item}
        </span>
      ))}
      <JournalState />
    </footer>
  )
}

type ConnectionItemProps = { host: Pick<Host, 'call'>; connection: ConnectionStatus; onOpenSettings: () => void }

/** The connection in use and its key; a press shows more of it. */
function ConnectionItem({ host, connection, onOpenSettings }: ConnectionItemProps) {
  const [isOpen, setIsOpen] = useState(false)
  const [wasOpened, setWasOpened] = useState(false)
  const button = (
    <Button
      variant="ghost"
      size="small"
      className={styles.connection}
      onClick={wasOpened ? undefined : () => [setWasOpened(true), setIsOpen(true)]}
    >
      <Dot tone={needsKey(connection) && !connection.key.set ? 'warning' : 'ok'} />
      {connection.name} · {keyState(connection)}
    </Button>
  )
  if (!wasOpened) return button
  return (
    <Suspense fallback={button}>
      <ConnectionPopover
        host={host}
        connection={connection}
        trigger={button}
        isOpen={isOpen}
        onOpenChange={setIsOpen}
        onOpenSettings={onOpenSettings}
      />
    </Suspense>
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
  return (
    <span className={styles.journal} title={`Journalled ${time}`}>
      <span className={styles.word}>Journalled </span>
      {time}
    </span>
  )
}
