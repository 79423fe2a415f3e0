import type { Bridge } from '#shared/frames'
import { connect } from './connect.ts'
import type { Host } from './host.ts'

/** The host behind the desktop window's bridge. The main process and its windows end together, so it is never lost. */
export function connectOverBridge(bridge: Bridge): Host {
  return connect({ send: bridge.send, onMessage: bridge.listen, onClose: () => {} })
}
