import { Plus } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { toErrorData } from '#shared/app-error'
import type { KeyKeepingOption } from '#shared/connections/key'
import type { ConnectionStatus } from '#shared/contract/connections'
import { type ConnectionsStore, needsKey } from '../../parts/connections/connections-store.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ConnectionForm } from './connection-form.tsx'
import { KeyForm } from './key-form.tsx'
import styles from './settings.module.css'

type ConnectionsPanelProps = {
  connections: ConnectionsStore
  /** `null`: a new one is added. */
  firstSelected: string | null
  keeping: readonly KeyKeepingOption[]
  onShowSimulator: () => void
}

/** Said above the panel, for a toast would be out of reach behind the dialog. */
type Message = { tone: 'neutral' | 'error'; text: string; undo: (() => Promise<unknown>) | null }

/** Where requests can go: the list, and the connection that is selected in it. */
export function ConnectionsPanel(props: ConnectionsPanelProps) {
  const { connections, activeId } = useStore(props.connections)
  /** `null`: a new one is being added. */
  const [selectedId, setSelectedId] = useState(props.firstSelected)
  const [message, setMessage] = useState<Message | null>(null)
  const selected = connections.find(({ id }) => id === selectedId)
  useEffect(() => {
    // Keys have been used since the list was loaded; where that cannot be learned, only the times are old.
    props.connections
      .getState()
      .load()
      .catch(() => {})
  }, [props.connections])

  async function attempt(work: () => Promise<unknown>) {
    setMessage(null)
    try {
      await work()
    } catch (error) {
      setMessage({ tone: 'error', text: toErrorData(error).message, undo: null })
    }
  }

  /** The connection can be brought back; its key cannot, for nothing may remember a key that was taken away. */
  async function remove({ id, name, baseUrl, credential, key }: ConnectionStatus) {
    const { remove: removeConnection, save, activate } = props.connections.getState()
    const wasActive = id === activeId
    await removeConnection(id)
    setSelectedId(props.connections.getState().activeId)
    const undo = async () => {
      // Its address was agreed to when it was first saved.
      const restored = await save({ id: null, name, baseUrl, credential, consentedHost: new URL(baseUrl).host })
      if (wasActive) await activate(restored.id)
      setSelectedId(restored.id)
    }
    setMessage({
      tone: 'neutral',
      text: key.set ? `“${name}” and its key are removed.` : `“${name}” is removed.`,
      undo,
    })
  }

  return (
    <div className={styles.columns}>
      {message && (
        <div className={styles.wide}>
          <Notice
            tone={message.tone}
            actions={message.undo && <Button onClick={() => void attempt(message.undo!)}>Undo</Button>}
          >
            {message.text}
          </Notice>
        </div>
      )}
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
        <Detail
          key={selected.id}
          connection={selected}
          isActive={selected.id === activeId}
          onUse={() => void attempt(() => props.connections.getState().activate(selected.id))}
          onRemove={() => void attempt(() => remove(selected))}
          {...props}
        />
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

type DetailProps = ConnectionsPanelProps & {
  connection: ConnectionStatus
  isActive: boolean
  onUse: () => void
  onRemove: () => void
}

function Detail({ connection, isActive, onUse, onRemove, connections, keeping, onShowSimulator }: DetailProps) {
  const { name, kind, baseUrl } = connection
  return (
    <section className={styles.stack} aria-label={name}>
      <div className={styles.row}>
        <h3 className={styles.heading}>{name}</h3>
        {isActive ? (
          <Badge tone="ok">In use</Badge>
        ) : (
          <Button size="small" onClick={onUse}>
            Use this connection
          </Button>
        )}
        {kind === 'custom' && (
          <Button size="small" danger onClick={onRemove}>
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
