import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'

/** A port of this computer at which nothing listens. */
export async function closedPort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => probe.once('listening', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
