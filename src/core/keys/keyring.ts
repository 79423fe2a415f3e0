import { untilItWorks } from '../files/queue.ts'
import type { Log } from '../log.ts'
import { type Connections, createConnections } from './connections.ts'
import { createKeys, type Keys, type KeysOptions } from './keys.ts'

export type KeyringOptions = Omit<KeysOptions, 'hide'> & { log: Pick<Log, 'hide'>; newId: () => string }

/** The connections with their keys, and every key that must not be found where it does not belong. */
export type Keyring = {
  connections: Connections
  keys: Keys
  /** Each key of this start: those stored before it, in use or not, and those replaced since. What a keychain does not give is left out. */
  heldKeys: () => Promise<ReadonlySet<string>>
  /** The keys of the connections as they are now. Rejects when the keychain is out of reach. */
  knownKeys: () => Promise<string[]>
}

/** Makes the connections and their keys; the log hides every key from the moment on at which it is known. */
export function createKeyring({ log, newId, ...options }: KeyringOptions): Keyring {
  const held = new Set<string>()
  const connections = createConnections(options.settings, newId)
  const keys = createKeys({
    ...options,
    hide: (key) => {
      log.hide(key)
      held.add(key)
    },
  })
  // Asked once: what a keychain does not give now, nobody uses either, and what it gives later is told.
  const storedKeysRead = untilItWorks(async () => {
    await Promise.allSettled(connections.list().map((connection) => keys.peek(connection)))
  })
  return {
    connections,
    keys,
    heldKeys: async () => {
      await storedKeysRead()
      return held
    },
    knownKeys: async () => {
      const kept = await Promise.all(connections.list().map((connection) => keys.peek(connection)))
      return kept.filter((key) => key !== null)
    },
  }
}
