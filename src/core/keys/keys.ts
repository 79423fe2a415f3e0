import { AppError } from '#shared/app-error'
import type { Connection } from '#shared/connections/connection'
import type { KeyInput, KeyProtection, KeyStatus } from '#shared/connections/key'
import type { KeyVault, SettingsStore } from '../core-deps.ts'
import { originOf } from './connections.ts'
import { cleanKey, lastFour } from './key-text.ts'
import { createKeyUse } from './key-use.ts'

/** The keys of all connections. Only `read` gives one out, and only to what sends it. */
export type Keys = {
  /** The key that goes out with a connection, or `null` where there is none. Throws when the keychain is out of reach. */
  read: (connection: Connection) => Promise<string | null>
  /** The same for what looks for the key on the disk: that is no use of it. */
  peek: (connection: Connection) => Promise<string | null>
  /** All that a view learns. */
  status: (connection: Connection) => Promise<KeyStatus>
  set: (connection: Connection, input: Pick<KeyInput, 'key' | 'keep'>) => Promise<void>
  forget: (connection: Connection) => Promise<void>
  /** Writes down when keys were last used. */
  flush: () => void
}

export type KeysOptions = {
  vault: KeyVault
  /** Remembers when each key was last used, never the key. */
  settings: SettingsStore
  now: () => Date
  /** ANTHROPIC_API_KEY as the process found it at start. */
  environmentKey: string | null
  /** Told of every key before it is used, so that no log can contain it. */
  hide: (secret: string) => void
}

type KeptKey = { key: string; protection: KeyProtection }

const environmentProtection: KeyProtection = {
  kind: 'environment',
  backend: null,
  location: 'The environment variable ANTHROPIC_API_KEY',
  sentence: 'Read when Antiphon started, which does not store it. What else sees this variable can read it.',
}

/** The keys kept in a vault, each under a name made of its connection and of the one origin that it may be sent to. */
export function createKeys({ vault, settings, now, environmentKey, hide }: KeysOptions): Keys {
  const use = createKeyUse(settings, now)
  const fromEnvironment = readEnvironmentKey(environmentKey)
  if (fromEnvironment) hide(fromEnvironment.key)
  // A keychain takes long and may ask the person each time, so what it gave is kept until the key changes.
  const recalled = new Map<string, KeptKey>()

  const kept = async (connection: Connection): Promise<KeptKey | null> => {
    const name = vaultName(connection)
    const known = recalled.get(name)
    if (known) return known
    const found = await vault.recall(name)
    if (!found) return connection.id === 'anthropic' ? fromEnvironment : null
    hide(found.key)
    recalled.set(name, found)
    return found
  }

  const peek = async (connection: Connection) => (takesKey(connection) ? ((await kept(connection))?.key ?? null) : null)

  return {
    read: async (connection) => {
      const key = await peek(connection)
      if (key !== null) use.mark(vaultName(connection))
      return key
    },
    peek,
    flush: use.flush,
    status: async (connection) => {
      if (!takesKey(connection)) return noKey(null)
      const { host } = new URL(connection.baseUrl)
      const lastUsedAt = use.lastOf(vaultName(connection))
      try {
        const found = await kept(connection)
        if (!found) return noKey(host)
        return { set: true, last4: lastFour(found.key), protection: found.protection, host, lastUsedAt }
      } catch (error) {
        return { set: true, last4: null, protection: outOfReach(error), host, lastUsedAt }
      }
    },
    set: async (connection, { key: typed, keep }) => {
      if (!takesKey(connection)) throw new AppError('invalid-input', `${connection.name} needs no key.`)
      const key = cleanKey(typed)
      hide(key)
      const name = vaultName(connection)
      const protection = await vault.keep(name, key, keep)
      use.forget(name)
      recalled.set(name, { key, protection })
    },
    forget: async (connection) => {
      if (connection.kind === 'simulator') return
      const name = vaultName(connection)
      await vault.forget(name)
      recalled.delete(name)
      use.forget(name)
    },
  }
}

function takesKey({ kind, credential }: Connection): boolean {
  return kind !== 'simulator' && credential !== 'none'
}

function vaultName(connection: Connection): string {
  return `${connection.id} ${originOf(connection)}`
}

function noKey(host: string | null): KeyStatus {
  return { set: false, last4: null, protection: null, host, lastUsedAt: null }
}

function outOfReach(error: unknown): KeyProtection {
  const sentence =
    error instanceof AppError
      ? error.message
      : 'The key is kept, but the place where it is kept cannot be reached at the moment. Try again later.'
  return { kind: 'protected', backend: null, location: 'The keychain, out of reach at the moment', sentence }
}

/** An unusable variable is as good as none: it would be refused by every server, and its error would quote it. */
function readEnvironmentKey(text: string | null): KeptKey | null {
  if (text === null) return null
  try {
    return { key: cleanKey(text), protection: environmentProtection }
  } catch {
    return null
  }
}
