// A client of the Chrome DevTools Protocol over Chromium's own pipe: JSON messages, each ended by a NUL.
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from 'playwright'

type Message = {
  id?: number
  method?: string
  params?: unknown
  sessionId?: string
  result?: unknown
  error?: { message: string }
}
type Waiter = { method: string; resolve: (result: unknown) => void; reject: (error: Error) => void }

/** One attached target (or the browser itself): commands and events typed by Playwright's protocol description. */
export type DevToolsSession = Pick<CDPSession, 'send' | 'on' | 'off' | 'once'>

/** The connection. It closes when Chromium ends; Chromium ends when this process does, because the pipe then closes. */
export class DevTools {
  readonly browser: DevToolsSession
  readonly #output: Writable
  readonly #sessions = new Map<string, EventEmitter>()
  readonly #waiters = new Map<number, Waiter>()
  #lastId = 0
  #isClosed = false

  constructor(output: Writable, input: Readable) {
    this.#output = output
    this.browser = this.session('')
    let pending: Buffer[] = []
    input.on('data', (chunk: Buffer) => {
      let start = 0
      for (let end = chunk.indexOf(0); end >= 0; end = chunk.indexOf(0, start)) {
        pending.push(chunk.subarray(start, end))
        this.#receive(JSON.parse(Buffer.concat(pending).toString('utf8')))
        pending = []
        start = end + 1
      }
      pending.push(chunk.subarray(start))
    })
    input.on('close', () => this.#close())
    output.on('error', () => this.#close())
  }

  /** The session with an id from `Target.attachedToTarget`; '' is the browser. Always the same object for an id. */
  session(sessionId: string): DevToolsSession {
    let emitter = this.#sessions.get(sessionId)
    if (!emitter) {
      emitter = new EventEmitter({ captureRejections: false }).setMaxListeners(0)
      const send = (method: string, params: unknown) => this.#send(sessionId, method, params)
      this.#sessions.set(sessionId, Object.assign(emitter, { send }))
    }
    return emitter as unknown as DevToolsSession
  }

  #send(sessionId: string, method: string, params: unknown = {}): Promise<unknown> {
    if (this.#isClosed) return Promise.reject(new Error(`${method}: Chromium is gone`))
    this.#lastId += 1
    const id = this.#lastId
    const message = sessionId ? { id, method, params, sessionId } : { id, method, params }
    return new Promise((resolve, reject) => {
      this.#waiters.set(id, { method, resolve, reject })
      this.#output.write(`${JSON.stringify(message)}\0`)
    })
  }

  #receive(message: Message): void {
    if (message.id === undefined) {
      this.#sessions.get(message.sessionId ?? '')?.emit(message.method ?? '', message.params)
      return
    }
    const waiter = this.#waiters.get(message.id)
    this.#waiters.delete(message.id)
    if (message.error) waiter?.reject(new Error(`${waiter.method}: ${message.error.message}`))
    else waiter?.resolve(message.result)
  }

  #close(): void {
    this.#isClosed = true
    for (const { method, reject } of this.#waiters.values()) reject(new Error(`${method}: Chromium is gone`))
    this.#waiters.clear()
  }
}
