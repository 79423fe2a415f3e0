import type { WebSocket } from 'ws'
import type { CoreWire } from '#shared/frames'

/** A browser tab's socket as a wire: frames travel as JSON text. What is no JSON ends the connection. */
export function socketWire(socket: WebSocket): CoreWire {
  return {
    send: (frames) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(frames))
    },
    onMessage: (listener) => {
      socket.on('message', (data, isBinary) => {
        // Safe: sockets of `ws` hand out Buffers unless told otherwise.
        const message = isBinary ? undefined : parse((data as Buffer).toString('utf8'))
        if (message === undefined) socket.close(1007, 'not JSON')
        else listener(message)
      })
    },
    onClose: (listener) => {
      socket.once('close', listener)
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
