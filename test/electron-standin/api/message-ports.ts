// MessageChannelMain: two connected ports, either of which may move into a page.
import { createCodec } from '../page/codec.ts'
import { KnownEmitter, notInStandIn, strictClass } from '../strict.ts'

const { encode, decode } = createCodec()

/** Where encoded messages go. */
export type PortEnd = { deliver: (encoded: unknown) => void; close: () => void }

/** One end. Messages wait until `start`, as in Electron. */
export class MessagePortMain extends KnownEmitter {
  #other: PortEnd | null = null
  #page: PortEnd | null = null
  #waiting: unknown[] = []
  #isStarted = false

  constructor() {
    super('MessagePortMain', ['message', 'close'])
  }

  postMessage(value: unknown, transfer: unknown[] = []): void {
    if (transfer.length > 0) throw notInStandIn('Transferring ports through a MessagePortMain')
    this.#other?.deliver(encode(value))
  }

  start(): void {
    this.#isStarted = true
    for (const encoded of this.#waiting.splice(0)) this._receive(encoded)
  }

  close(): void {
    const other = this.#other
    this._closed()
    other?.close()
  }

  /** Not Electron's: says where this end's messages go. */
  _connect(other: PortEnd): this {
    this.#other = other
    return this
  }

  /** Not Electron's: from now on this end lives in a page; returns where the page's messages go. */
  _moveInto(page: PortEnd): PortEnd {
    this.#page = page
    this.start()
    return { deliver: (encoded) => this.#other?.deliver(encoded), close: () => this.close() }
  }

  /** Not Electron's: a message came from the other end. */
  _receive(encoded: unknown): void {
    if (this.#page) this.#page.deliver(encoded)
    else if (this.#isStarted) this.emit('message', { data: decode(encoded), ports: [] })
    else this.#waiting.push(encoded)
  }

  /** Not Electron's: the other end is gone. */
  _closed(): void {
    if (!this.#other) return
    this.#other = null
    this.#page?.close()
    this.emit('close')
  }
}
strictClass('MessagePortMain', MessagePortMain)

/** Electron's MessageChannelMain. */
export class MessageChannelMain {
  readonly port1 = new MessagePortMain()
  readonly port2 = new MessagePortMain()

  constructor() {
    this.port1._connect(endOf(this.port2))
    this.port2._connect(endOf(this.port1))
  }
}

function endOf(port: MessagePortMain): PortEnd {
  return {
    deliver: (encoded) => setImmediate(() => port._receive(encoded)),
    close: () => setImmediate(() => port._closed()),
  }
}
