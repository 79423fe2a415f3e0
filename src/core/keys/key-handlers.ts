import { AppError } from '#shared/app-error'
import type { Destination } from '../api/destination.ts'
import type { HandlersOf } from '../handlers.ts'
import type { Connections } from './connections.ts'
import { type PackedBodies, searchForKey } from './key-search.ts'
import type { Keys } from './keys.ts'

/** Asks a server whether it takes the key of this destination. Rejects with what it said. */
export type TestKey = (destination: Destination, signal: AbortSignal) => Promise<{ message: string }>

export type KeyHandlerParts = {
  connections: Connections
  keys: Keys
  destinationOf: (connectionId: string) => Promise<Destination>
  testKey: TestKey
  /** Where `keys.prove` looks. */
  dataFolder: string
  packed: PackedBodies
  /** Told when a connection has got another key, or none. */
  onKeyChange?: (connectionId: string) => void
}

/** The calls on keys: written once, tested, forgotten, and never read back. */
export function keyHandlers(parts: KeyHandlerParts): HandlersOf<'keys'> {
  const { connections, keys, destinationOf, testKey, dataFolder, packed, onKeyChange = () => {} } = parts
  return {
    'keys.set': async ({ connectionId, key, keep }) => {
      const connection = connections.get(connectionId)
      await keys.set(connection, { key, keep })
      onKeyChange(connectionId)
      return await keys.status(connection)
    },
    'keys.remove': async ({ connectionId }) => {
      const connection = connections.get(connectionId)
      await keys.forget(connection)
      onKeyChange(connectionId)
      return await keys.status(connection)
    },
    'keys.prove': async function* ({ connectionId }, { signal }) {
      const connection = connections.get(connectionId)
      const [key, { protection }] = await Promise.all([keys.peek(connection), keys.status(connection)])
      if (key === null) throw new AppError('no-api-key', `${connection.name} has no key to look for.`, { connectionId })
      const keptIn = protection?.kind === 'file' ? protection.location : null
      yield* searchForKey({ folder: dataFolder, key, keptIn, packed, signal })
    },
    'keys.test': async ({ connectionId }, { signal }) => await testKey(await destinationOf(connectionId), signal),
  }
}
