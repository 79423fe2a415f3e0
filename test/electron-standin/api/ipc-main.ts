import { EventEmitter } from 'node:events'
import { strictClass } from '../strict.ts'

type InvokeHandler = (event: unknown, ...values: unknown[]) => unknown

/** Electron's IpcMain: listeners by channel, and one handler for each channel that answers. */
export class IpcMain extends EventEmitter {
  readonly #handlers = new Map<string, InvokeHandler>()

  handle(channel: string, handler: InvokeHandler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
    this.#handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: InvokeHandler): void {
    this.handle(channel, (event, ...values) => {
      this.removeHandler(channel)
      return handler(event, ...values)
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** Not Electron's: the handler of a channel, for web-contents. */
  _handlerOf(channel: string): InvokeHandler | undefined {
    return this.#handlers.get(channel)
  }
}
strictClass('ipcMain', IpcMain)

/** Electron's `ipcMain`. */
export const ipcMain = new IpcMain()
