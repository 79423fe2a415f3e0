// Runs in the preload's isolated world of each document: the renderer half of IPC and the sandboxed preload's
// surroundings. Injected as source text, so nothing here is imported at run time; its tools arrive as arguments.
import type { createBridge as CreateBridge } from './bridge.ts'
import type { createCodec as CreateCodec } from './codec.ts'

/** A message from a page to the main process. */
export type FromPage =
  | { type: 'send'; channel: string; values: unknown }
  | { type: 'invoke'; id: number; channel: string; values: unknown }
  | { type: 'post'; channel: string; value: unknown; portIds: string[] }
  | { type: 'port-message'; portId: string; value: unknown }
  | { type: 'port-closed'; portId: string }
  | { type: 'open-window'; url: string; frameName: string; features: string; disposition: string }
  | { type: 'title'; title: string }
  | { type: 'may-use' | 'is-granted'; id: number; permission: string; details: Record<string, unknown> }
  | { type: 'key'; key: string; code: string; control: boolean; shift: boolean; alt: boolean; meta: boolean }
  | { type: 'preload-error'; message: string; stack: string }

/** A message from the main process to a page. */
export type ToPage =
  | { type: 'settle'; id: number; value: unknown; failure: string | null }
  | { type: 'message'; channel: string; values: unknown; portIds: string[] }
  | { type: 'port-message'; portId: string; value: unknown }
  | { type: 'port-closed'; portId: string }

/** What the preload's world of a document needs to know. */
export type PreloadSetup = {
  /** Part of the bridge's event names. */
  secret: string
  /** Name of the function, visible in this world only, that reaches the main process. */
  sendName: string
  /** Name of the function that this script defines, again in this world only, for messages from the main process. */
  receiveName: string
  /** The sandboxed `process` object's facts. */
  processFacts: Record<string, unknown>
}

type Preload = (
  require: (id: string) => unknown,
  process: Record<string, unknown>,
  exports: object,
  module: { exports: object },
  global: typeof globalThis,
) => void

/** Prepares the isolated world of one document and runs the preload there; frames inside the page get no preload. */
export function preparePreloadWorld(
  setup: PreloadSetup,
  createCodec: typeof CreateCodec,
  createBridge: typeof CreateBridge,
  preload: Preload | null,
): void {
  type Listener = (...values: unknown[]) => void
  type Waiter = { resolve: (value: unknown) => void; reject: (error: Error) => void }
  const world = globalThis as unknown as Record<string, (text: unknown) => void>
  const { encode, decode } = createCodec()
  const bridge = createBridge(`standin-to-preload-${setup.secret}`, `standin-to-page-${setup.secret}`)
  const waiters = new Map<number, Waiter>()
  const ports = new Map<string, MessagePort>()
  let lastId = 0
  const send = (message: FromPage) => world[setup.sendName]?.(JSON.stringify(message))
  const newId = () => {
    lastId += 1
    return lastId
  }

  /** The part of Node's EventEmitter that Electron gives a sandboxed preload. */
  class EventEmitter {
    readonly #listeners = new Map<string, { listener: Listener; once: boolean }[]>()

    on(name: string, listener: Listener): this {
      return this.#add(name, listener, false)
    }
    once(name: string, listener: Listener): this {
      return this.#add(name, listener, true)
    }
    off(name: string, listener: Listener): this {
      const kept = this.#listeners.get(name)?.filter((entry) => entry.listener !== listener)
      if (kept) this.#listeners.set(name, kept)
      return this
    }
    addListener(name: string, listener: Listener): this {
      return this.on(name, listener)
    }
    removeListener(name: string, listener: Listener): this {
      return this.off(name, listener)
    }
    removeAllListeners(name?: string): this {
      if (name === undefined) this.#listeners.clear()
      else this.#listeners.delete(name)
      return this
    }
    listenerCount(name: string): number {
      return this.#listeners.get(name)?.length ?? 0
    }
    emit(name: string, ...values: unknown[]): boolean {
      const entries = [...(this.#listeners.get(name) ?? [])]
      for (const { listener, once } of entries) {
        if (once) this.off(name, listener)
        listener.apply(this, values)
      }
      return entries.length > 0
    }
    #add(name: string, listener: Listener, once: boolean): this {
      this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), { listener, once }])
      return this
    }
  }

  function adoptPort(portId: string, port: MessagePort): void {
    ports.set(portId, port)
    port.onmessage = (event) => send({ type: 'port-message', portId, value: encode(event.data) })
    port.addEventListener('close', () => {
      if (ports.delete(portId)) send({ type: 'port-closed', portId })
    })
  }

  class IpcRenderer extends EventEmitter {
    send(channel: string, ...values: unknown[]): void {
      send({ type: 'send', channel, values: encode(values) })
    }
    async invoke(channel: string, ...values: unknown[]): Promise<unknown> {
      const id = newId()
      send({ type: 'invoke', id, channel, values: encode(values) })
      return new Promise((resolve, reject) => waiters.set(id, { resolve, reject }))
    }
    postMessage(channel: string, value: unknown, transfer: MessagePort[] = []): void {
      const portIds = transfer.map((port) => {
        const portId = `page-${crypto.randomUUID()}`
        adoptPort(portId, port)
        return portId
      })
      send({ type: 'post', channel, value: encode(value), portIds })
    }
    sendSync(): never {
      throw new Error('ipcRenderer.sendSync is not in the stand-in for Electron')
    }
    sendToHost(): never {
      throw new Error('ipcRenderer.sendToHost is not in the stand-in for Electron')
    }
  }
  const ipcRenderer = new IpcRenderer()

  function portFor(portId: string): MessagePort {
    const { port1, port2 } = new MessageChannel()
    adoptPort(portId, port1)
    return port2
  }

  function receive(message: ToPage): void {
    switch (message.type) {
      case 'settle': {
        const waiter = waiters.get(message.id)
        waiters.delete(message.id)
        if (message.failure === null) waiter?.resolve(decode(message.value))
        else waiter?.reject(new Error(message.failure))
        break
      }
      case 'message': {
        const event = { sender: ipcRenderer, ports: message.portIds.map(portFor) }
        ipcRenderer.emit(message.channel, event, ...(decode(message.values) as unknown[]))
        break
      }
      case 'port-message':
        ports.get(message.portId)?.postMessage(decode(message.value))
        break
      case 'port-closed': {
        const port = ports.get(message.portId)
        ports.delete(message.portId)
        port?.close()
      }
    }
  }
  world[setup.receiveName] = (messages) => {
    for (const message of messages as ToPage[]) receive(message)
  }

  function ask(type: 'may-use' | 'is-granted', permission: string, details: Record<string, unknown>): Promise<unknown> {
    const id = newId()
    send({ type, id, permission, details })
    return new Promise((resolve, reject) => waiters.set(id, { resolve, reject }))
  }
  bridge.give('services', {
    openWindow: (url: string, frameName: string, features: string) =>
      send({ type: 'open-window', url, frameName, features, disposition: features ? 'new-window' : 'foreground-tab' }),
    mayUse: (permission: string, details: Record<string, unknown>) => ask('may-use', permission, details),
    isGranted: (permission: string) => ask('is-granted', permission, {}),
  })

  window.addEventListener(
    'keydown',
    (event) => {
      // After the page has seen the key: a menu's shortcut only counts when the page did not prevent it.
      setTimeout(() => {
        if (event.defaultPrevented) return
        const { key, code, ctrlKey: control, shiftKey: shift, altKey: alt, metaKey: meta } = event
        send({ type: 'key', key, code, control, shift, alt, meta })
      })
    },
    true,
  )

  // Chromium opens a link that is clicked with a modifier or the middle button in a tab that has already sent its
  // request when DevTools hears of it, so such a click is stopped and reported here.
  function onClick(event: MouseEvent): void {
    const isMiddle = event.type === 'auxclick' && event.button === 1
    const opensTab = isMiddle || event.ctrlKey || event.metaKey
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement)
    if (event.defaultPrevented || !link?.href || !(opensTab || event.shiftKey)) return
    event.preventDefault()
    const disposition = opensTab && !event.shiftKey ? 'background-tab' : opensTab ? 'foreground-tab' : 'new-window'
    send({ type: 'open-window', url: link.href, frameName: '', features: '', disposition })
  }
  window.addEventListener('click', onClick)
  window.addEventListener('auxclick', onClick)

  if (window.top !== window) return
  window.addEventListener('DOMContentLoaded', () => {
    let title = ''
    const tell = () => {
      if (document.title === title) return
      title = document.title
      send({ type: 'title', title })
    }
    tell()
    new MutationObserver(tell).observe(document.head, { childList: true, subtree: true, characterData: true })
  })

  if (!preload) return

  const electron = {
    ipcRenderer,
    contextBridge: {
      exposeInMainWorld(name: string, api: unknown) {
        if (name in window) throw new Error('Cannot bind an API on top of an existing property on the window object')
        bridge.give(`exposed:${name}`, api)
      },
    },
    webUtils: { getPathForFile: (file: File) => file.name },
  }
  const timers = {
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    setImmediate: (task: () => void) => setTimeout(task, 0),
  }
  const modules: Record<string, unknown> = {
    electron,
    'electron/renderer': electron,
    'electron/common': electron,
    events: Object.assign(EventEmitter, { EventEmitter }),
    timers,
    url: { URL, URLSearchParams },
  }
  const require = (id: string) => {
    const name = id.replace(/^node:/, '')
    if (!Object.hasOwn(modules, name)) throw new Error(`module not found: ${id}`)
    return modules[name]
  }
  const module = { exports: {} }
  try {
    preload(require, setup.processFacts, module.exports, module, globalThis)
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error))
    console.error(`Unable to load preload script: ${message}`)
    send({ type: 'preload-error', message, stack: stack ?? '' })
  }
}
