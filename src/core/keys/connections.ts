import { z } from 'zod'
import { AppError } from '#shared/app-error'
import { adviseBaseUrl } from '#shared/connections/base-url'
import { builtInConnections, type Connection, type ConnectionInput, credentials } from '#shared/connections/connection'
import type { SettingsStore } from '../core-deps.ts'

/** The connections that there are and the one in use; keys are kept elsewhere. */
export type Connections = {
  list: () => Connection[]
  /** Throws an AppError of kind `not-found` for an unknown id. */
  get: (id: string) => Connection
  active: () => Connection
  activate: (id: string) => void
  /** What a save would store. Throws an AppError: `invalid-input`, `not-found`, or `needs-consent` with what to agree to. */
  check: (input: ConnectionInput & { consentedHost: string | null }) => Connection
  store: (connection: Connection) => void
  remove: (id: string) => void
}

const storedConnection = z.object({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  kind: z.literal('custom'),
  baseUrl: z.string().min(1).max(2_000),
  credential: z.enum(credentials as ['bearer', 'x-api-key', 'both', 'none']),
})

const firstActive = 'simulator'

/** The connections kept in `settings`: the built-in ones, then the person's own in the order in which they were made. */
export function createConnections(settings: SettingsStore, newId: () => string): Connections {
  const custom = (): Connection[] => {
    const stored = settings.get('connections')
    if (!Array.isArray(stored)) return []
    return stored.flatMap((item) => {
      const checked = storedConnection.safeParse(item)
      return checked.success && adviseBaseUrl(checked.data.baseUrl).kind !== 'refused' ? [checked.data] : []
    })
  }
  const list = () => [...builtInConnections, ...custom()]
  const get = (id: string) => {
    const connection = list().find((candidate) => candidate.id === id)
    if (!connection)
      throw new AppError('not-found', 'This connection is gone. Choose another one.', { connectionId: id })
    return connection
  }
  const getCustom = (id: string) => {
    const connection = get(id)
    if (connection.kind !== 'custom') {
      throw new AppError('invalid-input', `${connection.name} is always there and cannot be changed or removed.`)
    }
    return connection
  }

  return {
    list,
    get,
    active: () => {
      const activeId = settings.get('activeConnectionId')
      return list().find(({ id }) => id === activeId) ?? get(firstActive)
    },
    activate: (id) => settings.set('activeConnectionId', get(id).id),
    check: ({ id, name, baseUrl, credential, consentedHost }) => {
      const url = checkBaseUrl(baseUrl, consentedHost)
      return { id: id === null ? newId() : getCustom(id).id, name, kind: 'custom', baseUrl: url, credential }
    },
    store: (connection) => {
      const before = custom()
      const isNew = !before.some(({ id }) => id === connection.id)
      settings.set(
        'connections',
        isNew ? [...before, connection] : before.map((other) => (other.id === connection.id ? connection : other)),
      )
    },
    remove: (id) => {
      const { id: removed } = getCustom(id)
      settings.set(
        'connections',
        custom().filter((connection) => connection.id !== removed),
      )
      if (settings.get('activeConnectionId') === removed) settings.delete('activeConnectionId')
    },
  }
}

/** Where a connection's key may go: scheme, host and port. A key never follows its connection to another one. */
export function originOf({ baseUrl }: Connection): string {
  return new URL(baseUrl).origin
}

/** The address to store, or an AppError that says what to agree to first. */
function checkBaseUrl(typed: string, consentedHost: string | null): string {
  const advice = adviseBaseUrl(typed)
  if (advice.kind === 'refused') throw new AppError('invalid-input', advice.message, { field: 'baseUrl' })
  if (advice.kind === 'ok' || consentedHost === advice.host) return advice.url
  if (advice.kind === 'insecure') {
    throw new AppError('needs-consent', advice.message, { host: advice.host, reason: 'insecure' })
  }
  const { host, suggestion, message } = advice
  const sentence = [message, insecurity(suggestion)].filter((part) => part !== null).join(' ')
  throw new AppError('needs-consent', sentence, { host, reason: 'ends-in-v1', suggestion })
}

/** What is unsafe about an address once its `/v1` endings are gone: one consent must not hide the other question. */
function insecurity(url: string): string | null {
  const advice = adviseBaseUrl(url)
  if (advice.kind === 'ends-in-v1') return insecurity(advice.suggestion)
  return advice.kind === 'insecure' ? advice.message : null
}
