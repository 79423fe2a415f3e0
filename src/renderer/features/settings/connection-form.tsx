import { type FormEvent, useState } from 'react'
import { type AppErrorData, toErrorData } from '#shared/app-error'
import { adviseBaseUrl } from '#shared/connections/base-url'
import type { Credential } from '#shared/connections/connection'
import type { ConnectionStatus } from '#shared/contract/connections'
import type { ConnectionsStore } from '../../parts/connections/connections-store.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Select } from '../../ui/select.tsx'
import { TextField } from '../../ui/text-field.tsx'
import styles from './settings.module.css'

const credentialOptions: { value: Credential; label: string }[] = [
  { value: 'bearer', label: 'Authorization: Bearer' },
  { value: 'x-api-key', label: 'x-api-key' },
  { value: 'both', label: 'Both headers' },
  { value: 'none', label: 'None' },
]

type ConnectionFormProps = {
  /** `null` for a new one. */
  connection: ConnectionStatus | null
  connections: ConnectionsStore
  onSaved?: (saved: ConnectionStatus) => void
}

/** Name, address and credential of a custom connection. What the core refuses or asks is shown where it belongs. */
export function ConnectionForm({ connection, connections, onSaved }: ConnectionFormProps) {
  const [name, setName] = useState(connection?.name ?? '')
  const [baseUrl, setBaseUrl] = useState(connection?.baseUrl ?? '')
  const [credential, setCredential] = useState<Credential>(connection?.credential ?? 'bearer')
  const [problem, setProblem] = useState<AppErrorData | null>(null)
  const isChanged =
    connection === null ||
    name !== connection.name ||
    baseUrl !== connection.baseUrl ||
    credential !== connection.credential

  async function save(consentedHost: string | null) {
    try {
      const input = { id: connection?.id ?? null, name, baseUrl, credential, consentedHost }
      const saved = await connections.getState().save(input)
      setProblem(null)
      setBaseUrl(saved.baseUrl)
      onSaved?.(saved)
    } catch (error) {
      setProblem(toErrorData(error))
    }
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    void save(null)
  }

  function changeUrl(text: string) {
    setProblem(null)
    setBaseUrl(text)
  }

  const isAboutUrl = problem?.facts.field === 'baseUrl'
  const host = problem?.kind === 'needs-consent' ? String(problem.facts.host) : null
  return (
    <form className={styles.stack} onSubmit={submit}>
      <TextField label="Name" value={name} onChange={setName} required maxLength={200} placeholder="Ollama" />
      <TextField
        label="Base URL"
        value={baseUrl}
        onChange={changeUrl}
        required
        spellCheck={false}
        inputMode="url"
        placeholder="http://localhost:11434"
        error={isAboutUrl ? problem.message : null}
        hint={host === null && <UrlAdvice text={baseUrl} onUse={changeUrl} />}
      />
      <Select
        label="Credential"
        value={credential}
        options={credentialOptions}
        onChange={setCredential}
        hint={credential === 'none' ? 'Requests carry no key.' : 'How the key goes out with each request.'}
      />
      {host !== null && (
        <Notice
          tone="warning"
          actions={
            <>
              <Button onClick={() => void save(host)}>Yes, use {host}</Button>
              <Button variant="ghost" onClick={() => setProblem(null)}>
                No
              </Button>
            </>
          }
        >
          {problem?.message}
        </Notice>
      )}
      {problem && !isAboutUrl && host === null && <Notice tone="error">{problem.message}</Notice>}
      <div className={styles.row}>
        <Button type="submit" disabled={!isChanged || name.trim() === '' || baseUrl.trim() === ''}>
          {connection ? 'Save changes' : 'Add'}
        </Button>
      </div>
    </form>
  )
}

/** What the address means, while it is typed. */
function UrlAdvice({ text, onUse }: { text: string; onUse: (url: string) => void }) {
  if (text.trim() === '') return 'The part before /v1/messages.'
  const advice = adviseBaseUrl(text)
  switch (advice.kind) {
    case 'ok':
      return `Requests go to ${advice.url}/v1/messages. The key belongs to ${advice.host} and never follows to another host.`
    case 'ends-in-v1':
      return (
        <>
          {advice.message}{' '}
          <Button variant="link" onClick={() => onUse(advice.suggestion)}>
            Use {advice.suggestion}
          </Button>
        </>
      )
    case 'insecure':
    case 'refused':
      return advice.message
  }
}
