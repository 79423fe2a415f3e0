import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, RequestFrame, ResponseFrame } from '#shared/frames'

/** The one channel between the window and the main process, in both directions; src/main/ipc.ts has the other end. */
const channel = 'antiphon:frame'

// Nothing of Electron passes through: the page gets a function that sends a frame and one that hears frames, not the event.
const bridge: Bridge = {
  send: (frame: RequestFrame) => ipcRenderer.send(channel, frame),
  listen: (listener: (frames: ResponseFrame[]) => void) => {
    ipcRenderer.on(channel, (_event, frames: ResponseFrame[]) => listener(frames))
  },
}

contextBridge.exposeInMainWorld('antiphon', bridge)
