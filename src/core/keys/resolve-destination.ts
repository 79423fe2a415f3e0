import { AppError } from '#shared/app-error'
import { conceal } from '../api/conceal.ts'
import type { Destination } from '../api/destination.ts'
import type { SimulatorDoor } from '../core-deps.ts'
import type { Connections } from './connections.ts'
import type { Keys } from './keys.ts'

/** What the simulator is sent as a key: it takes any, and no real one must ever reach it. */
export const simulatorKey = 'sk-ant-simulator'

/**
 * The destination of one connection, with the key as it is now. Throws an AppError: `not-found` for an unknown connection,
 * `no-api-key` where a key is needed and none is kept. Printed, it shows neither key nor address.
 */
export async function destinationOf(
  connectionId: string,
  { connections, keys, simulator }: { connections: Connections; keys: Keys; simulator: SimulatorDoor },
): Promise<Destination> {
  const connection = connections.get(connectionId)
  if (connection.kind === 'simulator') {
    const { url } = await simulator.start()
    const scenario = simulator.scenario()
    return concealed({ connection: { ...connection, baseUrl: url }, baseUrl: url, key: simulatorKey, scenario })
  }
  const key = await keys.read(connection)
  if (key === null && connection.credential !== 'none') {
    throw new AppError(
      'no-api-key',
      `${connection.name} needs an API key. Set one in Settings, or use the Simulator.`,
      { connectionId, connectionName: connection.name },
    )
  }
  return concealed({ connection, baseUrl: connection.baseUrl, key, scenario: null })
}

function concealed(destination: Destination): Destination {
  return conceal(destination, 'destination')
}
