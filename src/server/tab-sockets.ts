import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { CoreWire } from '#shared/frames'
import { socketWire } from './wire.ts'

/** The sockets of the open tabs. A module of its own, so that the page can be served before `ws` is loaded. */
export type TabSockets = {
  /** Completes the upgrade of a request whose credentials were checked. */
  take: (request: IncomingMessage, socket: Duplex, head: Buffer, onWire: (wire: CoreWire) => void) => void
  /** Tells every tab that this is the end. */
  close: () => void
  /** Ends every connection at once. */
  terminate: () => void
}

/** @param messageBytes The most that one message may have. */
export function createTabSockets(messageBytes: number): TabSockets {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: messageBytes,
    // The page also offers its secret as a protocol; only the plain name is ever said back.
    handleProtocols: (offered) => (offered.has('antiphon') ? 'antiphon' : false),
  })
  return {
    take: (request, socket, head, onWire) =>
      sockets.handleUpgrade(request, socket, head, (opened) => {
        opened.on('error', () => opened.terminate())
        onWire(socketWire(opened))
      }),
    close: () => {
      for (const socket of sockets.clients) socket.close(1001, 'Antiphon was closed')
    },
    terminate: () => {
      for (const socket of sockets.clients) socket.terminate()
    },
  }
}
