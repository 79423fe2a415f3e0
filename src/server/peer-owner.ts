import { readFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { endianness } from 'node:os'

/**
 * The user who holds the other end of a connection on 127.0.0.1, by Linux's own lists of sockets; `null` where none of them knows it.
 * The form of the lists: https://docs.kernel.org/networking/proc_net_tcp.html.
 * @param lists The texts of `/proc/net/tcp` and `/proc/net/tcp6`; in the second an address of IPv4 is the end of one of IPv6.
 */
export function ownerIn(lists: readonly string[], clientPort: number, serverPort: number): number | null {
  const loopback = endianness() === 'LE' ? '0100007F' : '7F000001'
  const end = (port: number) => `${loopback}:${port.toString(16).toUpperCase().padStart(4, '0')}`
  for (const line of lists.flatMap((list) => list.split('\n'))) {
    const [, local = '', remote = '', , , , , uid] = line.trim().split(/\s+/)
    if (local.endsWith(end(clientPort)) && remote.endsWith(end(serverPort))) return Number(uid)
  }
  return null
}

/**
 * Whether another user of this computer holds the other end. While the browser starts, its address, and so the token, can be read in
 * the list of processes by everybody on Linux; there the other end is known. Elsewhere nobody is taken for another one.
 */
export async function isOfAnotherUser({ remotePort, localPort }: Socket): Promise<boolean> {
  const own = process.getuid?.()
  // Whoever is root reads everything anyhow, and what root started is used by others.
  if (own === undefined || own === 0 || remotePort === undefined || localPort === undefined) return false
  const lists = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'utf8').catch(() => '')))
  const owner = ownerIn(lists, remotePort, localPort)
  return owner !== null && owner !== own && owner !== 0
}
