import type { ConnectionStatus } from '#shared/contract/connections'
import type { HandlersOf } from '../handlers.ts'
import { type Connections, originOf } from './connections.ts'
import type { Keys } from './keys.ts'

/**
 * The calls on connections. A connection that moves to another host, or goes, takes no key along.
 * @param onChange Told when the connection in use may be another one, or lead elsewhere.
 */
export function connectionHandlers(
  connections: Connections,
  keys: Keys,
  onChange: () => void = () => {},
): Omit<HandlersOf<'connections'>, 'connections.rateLimits'> {
  return {
    'connections.list': async () => ({
      connections: await Promise.all(
        connections.list().map(async (connection): Promise<ConnectionStatus> => {
          return { ...connection, key: await keys.status(connection) }
        }),
      ),
      activeId: connections.active().id,
    }),
    'connections.save': async (input) => {
      const connection = connections.check(input)
      const before = input.id === null ? null : connections.get(input.id)
      // The key goes first: a crash in between must not leave it bound to a connection that points elsewhere.
      if (before && originOf(before) !== originOf(connection)) await keys.forget(before)
      connections.store(connection)
      onChange()
      return { ...connection, key: await keys.status(connection) }
    },
    'connections.remove': async ({ id }) => {
      const connection = connections.get(id)
      if (connection.kind === 'custom') await keys.forget(connection)
      connections.remove(id)
      onChange()
      return null
    },
    'connections.activate': async ({ id }) => {
      connections.activate(id)
      onChange()
      return null
    },
  }
}
