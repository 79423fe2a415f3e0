import type { Bridge } from '#shared/frames'
import { connectOverBridge } from './electron-host.ts'
import type { Host } from './host.ts'
import { connectOverSocket } from './http-host.ts'

declare global {
  interface Window {
    /** Put there by the desktop app's preload; absent in a browser tab. */
    readonly antiphon?: Bridge
  }
}

/**
 * The host that this page runs in.
 * @throws AppError with a sentence to show in place of the app where the core cannot be reached.
 */
export async function pickHost(): Promise<Host> {
  return window.antiphon ? connectOverBridge(window.antiphon) : await connectOverSocket()
}
