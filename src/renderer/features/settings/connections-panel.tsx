import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import type { ConnectionStatus } from '#shared/contract'
import type { KeyKeepingOption } from '#shared/key'
import { type ConnectionsStore, needsKey } from '../../parts/connections/connections-store.ts'
import { reportFailure } from '../../parts/report-failure.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import type { Toaster } from '../../ui/toast.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { KeyForm } from './key-form.tsx'
import styles from './settings.module.css'

type ConnectionsPanelProps = {
  connections: ConnectionsStore
  keeping: readonly KeyKeepingOption[]
  toaster: Toaster
  onShowSimulator: () => void
}

/** Where requests can go: the list, and the connection that is selected in it. */
export function ConnectionsPanel(props: ConnectionsPanelProps) {
  const { connections, activeId } = useStore(props.connections)
  /** `null`: a new one is being added. */
  const [selectedId, setSelectedId] = useState<string | null>(activeId)
  const selected = connections.find(({ id }) => id === selectedId)
  return (
    <div className={styles.columns}>
      <div className={styles.stack}>
        <ul className={styles.connections} aria-label="Connections">
          {connections.map((connection) => (
            <li key={connection.id}>
              <ListButton
                connection={connection}
                isActive={connection.id === activeId}
                isSelected={connection.id === selectedId}
                onSelect={() => setSelectedId(connection.id)}
              />
            </li>
          ))}
        </ul>
        <div className={styles.row}>
          <Button onClick={() => setSelectedId(null)}>
            <Plus size={14} aria-hidden /> Add connection
          </Button>
        </div>
      </div>
      {selected ? (
        <Detail key={selected.id} connection={selected} isActive={selected.id === activeId} {...props} />
      ) : (
        <section className={styles.stack} aria-label="New connection">
          <h3 className={styles.heading}>New connection</h3>
          <p className={styles.muted}>
            Any server that speaks the Messages API: Ollama, LM Studio, llama.cpp, a gateway.
          </p>
          <ConnectionForm connection={null} connections={props.connections} onSaved={({ id }) => setSelectedId(id)} />
        </section>
      )}
    </div>
  )
}

type ListButtonProps = { connection: ConnectionStatus; isActive: boolean; isSelected: boolean; onSelect: () => void }

function ListButton({ connection, isActive, isSelected, onSelect }: ListButtonProps) {
  return (
    <button type="button" className={styles.connection} aria-pressed={isSelected} onClick={onSelect}>
      <span className={styles.connectionName}>
        {connection.name}
        {isActive && <Badge tone="ok">In use</Badge>}
      </span>
      <span className={styles.muted}>
        {connection.kind === 'simulator' ? 'inside Antiphon' : connection.baseUrl.replace(/^https:\/\//, '')}
      </span>
    </button>
  )
}

type DetailProps = ConnectionsPanelProps & { connection: ConnectionStatus; isActive: boolean }

function Detail({ connection, isActive, connections, keeping, toaster, onShowSimulator }: DetailProps) {
  const { id, name, kind, baseUrl } = connection
  return (
    <section className={styles.stack} aria-label={name}>
      <div className={styles.row}>
        <h3 className={styles.heading}>{name}</h3>
        {isActive ? (
          <Badge tone="ok">In use</Badge>
        ) : (
          <Button size="small" onClick={() => reportFailure(toaster, connections.getState().activate(id))}>
            Use this connection
          </Button>
        )}
        {kind === 'custom' && (
          <Button size="small" danger onClick={() => removeWithUndo(connections, connection, toaster)}>
            Remove
          </Button>
        )}
      </div>
      {kind === 'simulator' && (
        <p>
          A server inside Antiphon that answers like the API and refuses what the API refuses. It needs no key and no
          network, and its answers say that they are simulated.{' '}
          <Button variant="link" onClick={onShowSimulator}>
            Choose what it does
          </Button>
        </p>
      )}
      {kind === 'anthropic' && <p className={styles.muted}>Requests go to {baseUrl}.</p>}
      {kind === 'custom' && <ConnectionForm connection={connection} connections={connections} />}
      {needsKey(connection) && (
        <>
          <div className={styles.rule} />
          <KeyForm connection={connection} connections={connections} keeping={keeping} />
        </>
      )}
    </section>
  )
}

/** The connection can be brought back; its key cannot, for nothing may remember a key that was taken away. */
function removeWithUndo(connections: ConnectionsStore, connection: ConnectionStatus, toaster: Toaster) {
  const { remove, save } = connections.getState()
  const { name, baseUrl, credential, key } = connection
  // The address was agreed to when it was first saved.
  const restored = { id: null, name, baseUrl, credential, consentedHost: new URL(baseUrl).host }
  const removing = remove(connection.id).then(() => {
    toaster.show(key.set ? `“${name}” and its key are removed.` : `“${name}” is removed.`, {
      label: 'Undo',
      onSelect: () => reportFailure(toaster, save(restored)),
    })
  })
  reportFailure(toaster, removing)
}
