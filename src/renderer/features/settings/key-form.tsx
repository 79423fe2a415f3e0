import { useEffect, useRef, useState } from 'react'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import type { KeyKeeping, KeyKeepingOption } from '#shared/connections/key'
import type { ConnectionStatus } from '#shared/contract/connections'
import type { ConnectionsStore } from '../../parts/connections/connections-store.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { SecretField } from '../../ui/secret-field.tsx'
import { KeyFacts } from './key-facts.tsx'
import { KeyProof } from './key-proof.tsx'
import styles from './settings.module.css'

type KeyFormProps = {
  connection: ConnectionStatus
  connections: ConnectionsStore
  keeping: readonly KeyKeepingOption[]
}

type Outcome = { kind: 'said'; message: string } | { kind: 'failed'; error: AppErrorData } | { kind: 'testing' }

/** The key of a connection: written here, tested, removed, and never shown again. */
export function KeyForm({ connection, connections, keeping }: KeyFormProps) {
  const field = useRef<HTMLInputElement>(null)
  const [isFilled, setIsFilled] = useState(false)
  const [keep, setKeep] = useState<KeyKeeping>(keeping[0]?.keep ?? 'memory')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const testing = useRef<AbortController | null>(null)
  const isTesting = outcome?.kind === 'testing'
  useEffect(() => () => testing.current?.abort(), [])
  const { id, key } = connection
  const { setKey, removeKey, testKey } = connections.getState()

  async function attempt(work: () => Promise<string>) {
    try {
      setOutcome({ kind: 'said', message: await work() })
    } catch (error) {
      setOutcome({ kind: 'failed', error: toErrorData(error) })
    }
  }

  const save = (how: KeyKeeping) =>
    attempt(async () => {
      await setKey({ connectionId: id, key: field.current?.value ?? '', keep: how })
      if (field.current) field.current.value = ''
      setIsFilled(false)
      return 'The key is set. Test asks the server whether it takes it.'
    })
  const test = () => {
    const controller = new AbortController()
    testing.current = controller
    setOutcome({ kind: 'testing' })
    void attempt(() => testKey(id, controller.signal))
  }
  const remove = () =>
    attempt(async () => {
      await removeKey(id)
      return 'The key is removed.'
    })

  const said = outcome && <OutcomeNotice outcome={outcome} onKeep={(how) => void save(how)} />
  return (
    <section className={styles.stack} aria-label="Key">
      <h4 className={styles.subheading}>Key</h4>
      {key.set ? (
        <>
          <KeyFacts status={key} />
          <KeyProof
            connectionId={id}
            connections={connections}
            leading={
              <Button onClick={() => (isTesting ? testing.current?.abort() : test())}>
                {isTesting ? 'Stop the test' : 'Test'}
              </Button>
            }
            trailing={
              key.protection?.kind !== 'environment' && (
                <Button danger onClick={() => void remove()}>
                  Remove key
                </Button>
              )
            }
          />
          {said}
        </>
      ) : (
        <p className={styles.muted}>There is no key yet. It is written once and never shown again.</p>
      )}
      <SecretField
        ref={field}
        label={key.set ? 'Another API key' : 'API key'}
        placeholder="sk-ant-…"
        onFilledChange={setIsFilled}
        onEnter={() => void save(keep)}
      />
      <KeepChoice keeping={keeping} value={keep} onChange={setKeep} />
      <div className={styles.row}>
        <Button disabled={!isFilled} onClick={() => void save(keep)}>
          Save key
        </Button>
      </div>
      {!key.set && said}
    </section>
  )
}

type KeepChoiceProps = {
  keeping: readonly KeyKeepingOption[]
  value: KeyKeeping
  onChange: (keep: KeyKeeping) => void
}

function KeepChoice({ keeping, value, onChange }: KeepChoiceProps) {
  return (
    <fieldset className={styles.choices}>
      <legend className={styles.muted}>Where it is kept</legend>
      {keeping.map(({ keep, title, sentence }) => (
        <label key={keep} className={styles.choice}>
          <input type="radio" name="keep" checked={keep === value} onChange={() => onChange(keep)} />
          {title}
          <span className={styles.muted}>{sentence}</span>
        </label>
      ))}
    </fieldset>
  )
}

function OutcomeNotice({ outcome, onKeep }: { outcome: Outcome; onKeep: (keep: KeyKeeping) => void }) {
  if (outcome.kind === 'testing') return <Notice>Asking the server…</Notice>
  if (outcome.kind === 'said') return <Notice tone="ok">{outcome.message}</Notice>
  const { kind, message } = outcome.error
  if (kind === 'cancelled') return <Notice>You stopped the test.</Notice>
  if (kind !== 'needs-consent') return <Notice tone="error">{message}</Notice>
  return (
    <Notice
      tone="warning"
      actions={
        <>
          <Button onClick={() => onKeep('memory')}>Keep it until Antiphon closes</Button>
          <Button variant="ghost" onClick={() => onKeep('unprotected')}>
            Store it all the same
          </Button>
        </>
      }
    >
      {message}
    </Notice>
  )
}
