import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import type { CoreWire } from '#shared/frames'
import { isOwnFrame } from './sender.ts'

/** The one channel between the window and the core, in both directions. */
export const frameChannel = 'antiphon:frame'

export type WireOptions = {
  /** Given a fresh wire for every page that the window shows: once at first, and again after a reload. */
  serveWire: (wire: CoreWire) => void
  /** Told of a message that did not come from our own page; nothing else happens to it. */
  onRefused: (what: string) => void
}

/**
 * Connects one window. Every message is taken only from the main frame of that very window while it shows our own page;
 * a reload, a crash or the closing of the page ends all that the old page had open.
 */
export function connectWindow(ipc: IpcMain, contents: WebContents, { serveWire, onRefused }: WireOptions): void {
  let page = openPage(contents)
  const hear = (event: IpcMainEvent, message: unknown) => {
    if (event.sender.id !== contents.id) return
    if (isOwnFrame(event.senderFrame)) page.receive(message)
    else onRefused(`a message from ${event.senderFrame?.url.slice(0, 200) ?? 'a frame that is gone'}`)
  }
  const renew = () => {
    page.close()
    page = openPage(contents)
    serveWire(page.wire)
  }
  ipc.on(frameChannel, hear)
  contents.on('did-navigate', renew)
  contents.on('render-process-gone', () => page.close())
  contents.once('destroyed', () => {
    ipc.off(frameChannel, hear)
    page.close()
  })
  serveWire(page.wire)
}

type Page = { wire: CoreWire; receive: (message: unknown) => void; close: () => void }

function openPage(contents: WebContents): Page {
  const listeners: ((message: unknown) => void)[] = []
  const closers: (() => void)[] = []
  let isClosed = false
  return {
    wire: {
      send: (frames) => {
        if (!isClosed && !contents.isDestroyed()) contents.send(frameChannel, frames)
      },
      onMessage: (listener) => listeners.push(listener),
      onClose: (listener) => closers.push(listener),
    },
    receive: (message) => {
      for (const listener of listeners) listener(message)
    },
    close: () => {
      if (isClosed) return
      isClosed = true
      for (const closer of closers) closer()
    },
  }
}
