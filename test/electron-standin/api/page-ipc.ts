// Hands a page's messages to ipcMain and carries the answers and ports back.
import { randomUUID } from 'node:crypto'
import { createCodec } from '../page/codec.ts'
import type { FromPage, ToPage } from '../page/preload-world.ts'
import { notInStandIn, PreventableEvent } from '../strict.ts'
import type { WebFrameMain } from './frames.ts'
import { type IpcMain, ipcMain } from './ipc-main.ts'
import { MessagePortMain, type PortEnd } from './message-ports.ts'

const { encode, decode } = createCodec()

/** What the IPC of a page needs of its WebContents. */
export type IpcOwner = {
  sender: { ipc: IpcMain; send: (channel: string, ...values: unknown[]) => void }
  push: (message: ToPage) => void
}

/** One page's half of IPC in the main process. */
export class PageIpc {
  readonly #owner: IpcOwner
  readonly #ports = new Map<string, PortEnd>()

  constructor(owner: IpcOwner) {
    this.#owner = owner
  }

  /** Sends to the page's ipcRenderer; `transfer` moves ports into the page. @throws for what cannot be cloned. */
  send(channel: string, values: unknown[], transfer: MessagePortMain[] = []): void {
    const encoded = encode(values)
    const portIds = transfer.map((port) => {
      if (!(port instanceof MessagePortMain)) throw notInStandIn('Transferring anything but a MessagePortMain')
      const portId = `main-${randomUUID()}`
      this.#ports.set(portId, port._moveInto(this.#pageEnd(portId)))
      return portId
    })
    this.#owner.push({ type: 'message', channel, values: encoded, portIds })
  }

  /** Takes a message of the page; false when it is not about IPC. */
  receive(message: FromPage, frame: WebFrameMain | null): boolean {
    switch (message.type) {
      case 'send':
        this.#emit(message.channel, this.#eventFor(frame, []), decode(message.values) as unknown[])
        return true
      case 'post':
        this.#emit(
          message.channel,
          this.#eventFor(
            frame,
            message.portIds.map((id) => this.#portFor(id)),
          ),
          [decode(message.value)],
        )
        return true
      case 'invoke':
        void this.#answer(message, this.#eventFor(frame, []))
        return true
      case 'port-message':
        this.#ports.get(message.portId)?.deliver(message.value)
        return true
      case 'port-closed':
        this.#ports.get(message.portId)?.close()
        this.#ports.delete(message.portId)
        return true
      default:
        return false
    }
  }

  /** The document is gone, and its ports with it. */
  closePorts(): void {
    for (const port of this.#ports.values()) port.close()
    this.#ports.clear()
  }

  #eventFor(senderFrame: WebFrameMain | null, ports: MessagePortMain[]) {
    const { sender } = this.#owner
    return Object.assign(new PreventableEvent(), {
      type: 'frame',
      sender,
      senderFrame,
      processId: senderFrame?.processId ?? -1,
      frameId: senderFrame?.routingId ?? -1,
      ports,
      reply: (channel: string, ...values: unknown[]) => sender.send(channel, ...values),
    })
  }

  #emit(channel: string, event: unknown, values: unknown[]): void {
    this.#owner.sender.ipc.emit(channel, event, ...values)
    ipcMain.emit(channel, event, ...values)
  }

  async #answer({ id, channel, values }: Extract<FromPage, { type: 'invoke' }>, event: unknown): Promise<void> {
    try {
      const handler = this.#owner.sender.ipc._handlerOf(channel) ?? ipcMain._handlerOf(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      const result = await handler(event, ...(decode(values) as unknown[]))
      this.#owner.push({ type: 'settle', id, value: encode(result), failure: null })
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error)
      this.#owner.push({
        type: 'settle',
        id,
        value: null,
        failure: `Error invoking remote method '${channel}': ${String(error)}`,
      })
    }
  }

  #portFor(portId: string): MessagePortMain {
    const port = new MessagePortMain()._connect(this.#pageEnd(portId))
    this.#ports.set(portId, { deliver: (encoded) => port._receive(encoded), close: () => port._closed() })
    return port
  }

  #pageEnd(portId: string): PortEnd {
    return {
      deliver: (value) => this.#owner.push({ type: 'port-message', portId, value }),
      close: () => {
        if (this.#ports.delete(portId)) this.#owner.push({ type: 'port-closed', portId })
      },
    }
  }
}
