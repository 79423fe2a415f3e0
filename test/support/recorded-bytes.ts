// Hears every byte that reaches a server of this process, below HTTP: what a client really sent.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Socket } from 'node:net'
import { setImmediate } from 'node:timers'

export type RecordedBytes = {
  /** What came over each connection, in the order in which they were opened. */
  connections: Buffer[][]
  /** Everything that came over all of them, joined. */
  all: () => Buffer
  stop: () => void
}

/** Starts to listen at a port on which a server of this process listens already. */
export function recordBytes(port: number): RecordedBytes {
  const connections: Buffer[][] = []
  const onSocket = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    if (socket.localPort !== port) return
    const chunks: Buffer[] = []
    connections.push(chunks)
    // The HTTP server takes the socket first; a listener that comes later makes it share what it reads.
    setImmediate(() => socket.on('data', (chunk: Buffer) => chunks.push(Buffer.from(chunk))))
  }
  subscribe('net.server.socket', onSocket)
  return {
    connections,
    all: () => Buffer.concat(connections.flat()),
    stop: () => unsubscribe('net.server.socket', onSocket),
  }
}
