import type { AppErrorData } from './app-error.ts'

/** What a view sends: a call, the opening of a stream, or the end of its interest in one. Ids are the view's own, from 1 on. */
export type RequestFrame =
  | ['call', id: number, name: string, input: unknown]
  | ['stream', id: number, name: string, input: unknown]
  | ['cancel', id: number]

/** What the core sends back. A stream ends in `done` or `error`; nothing follows for that id. */
export type ResponseFrame =
  | ['answer', id: number, value: unknown]
  | ['events', id: number, events: unknown[]]
  | ['done', id: number]
  | ['error', id: number, error: AppErrorData]

/** One end of a pipe between one window and the core, over IPC or a socket. A message carries many frames. */
export type Wire<Sent, Received> = {
  send: (message: Sent) => void
  onMessage: (listener: (message: Received) => void) => void
  /** Called once, when the other end is gone. */
  onClose: (listener: () => void) => void
}
export type CoreWire = Wire<ResponseFrame[], unknown>
export type ViewWire = Wire<RequestFrame, ResponseFrame[]>

/** What the preload puts on `window` in the desktop app: a pipe and nothing else. */
export type Bridge = {
  send: (frame: RequestFrame) => void
  listen: (listener: (frames: ResponseFrame[]) => void) => void
}
