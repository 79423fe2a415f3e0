// The line between a page's preload world and the main process. It is a DevTools binding that exists in that world
// only, so neither the page nor its content security policy can touch it.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { DevToolsSession } from '../chromium/devtools.ts'
import { createBridge } from '../page/bridge.ts'
import { createCodec } from '../page/codec.ts'
import { preparePageWorld } from '../page/page-world.ts'
import { type FromPage, type PreloadSetup, preparePreloadWorld, type ToPage } from '../page/preload-world.ts'

const worldName = 'Electron Isolated Context'
const sendName = 'standinSend'
const receiveName = 'standinReceive'

/** Where a message came from. */
export type PageSender = { frameId: string; contextId: number }

/** Delivers messages both ways, each to the document that it belongs to. */
export class PageChannel {
  readonly #session: DevToolsSession
  readonly #receive: (message: FromPage, sender: PageSender) => void
  readonly #frameOf = new Map<number, string>()
  #mainFrameId = ''
  #mainContext: number | null = null
  #waiting: ToPage[] = []
  #isFlushing = false

  constructor(session: DevToolsSession, receive: (message: FromPage, sender: PageSender) => void) {
    this.#session = session
    this.#receive = receive
  }

  /** Injects both worlds' scripts into every document to come. `onDocumentGone` is told when the main frame's ends. */
  async open(mainFrameId: string, preloadPath: string | undefined, onDocumentGone: () => void): Promise<void> {
    this.#mainFrameId = mainFrameId
    const session = this.#session
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === worldName) this.#contextCreated(context.id, (context.auxData as { frameId: string }).frameId)
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.#frameOf.delete(executionContextId)
      if (executionContextId === this.#mainContext) this.#documentGone(onDocumentGone)
    })
    session.on('Runtime.executionContextsCleared', () => {
      this.#frameOf.clear()
      if (this.#mainContext !== null) this.#documentGone(onDocumentGone)
    })
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      const frameId = this.#frameOf.get(executionContextId)
      if (name === sendName && frameId) this.#receive(JSON.parse(payload), { frameId, contextId: executionContextId })
    })
    const secret = randomUUID()
    await Promise.all([
      session.send('Runtime.enable'),
      session.send('Runtime.addBinding', { name: sendName, executionContextName: worldName }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageWorldSource(secret) }),
      session.send('Page.addScriptToEvaluateOnNewDocument', {
        source: preloadWorldSource(secret, preloadPath),
        worldName,
      }),
    ])
  }

  /** Queues a message for the main frame; what is sent before the first document exists waits for it. */
  push(message: ToPage): void {
    this.#waiting.push(message)
    if (this.#isFlushing) return
    this.#isFlushing = true
    setImmediate(() => {
      this.#isFlushing = false
      this.#flush()
    })
  }

  /** Sends to one context now: an answer to a frame's question. */
  sendTo(contextId: number, messages: ToPage[]): void {
    const expression = `${receiveName}(${JSON.stringify(messages)})`
    this.#session.send('Runtime.evaluate', { expression, contextId, silent: true }).catch(() => {}) // the document is gone
  }

  #flush(): void {
    if (this.#mainContext === null || this.#waiting.length === 0) return
    this.sendTo(this.#mainContext, this.#waiting.splice(0))
  }

  #contextCreated(contextId: number, frameId: string): void {
    this.#frameOf.set(contextId, frameId)
    if (frameId !== this.#mainFrameId) return
    this.#mainContext = contextId
    this.#flush()
  }

  #documentGone(tell: () => void): void {
    this.#mainContext = null
    tell()
  }
}

type Source = string | ((...values: never[]) => unknown)

function callOf(called: Source, ...given: Source[]): string {
  return `(${called.toString()})(${given.map((argument) => argument.toString()).join(', ')})`
}

function pageWorldSource(secret: string): string {
  return callOf(preparePageWorld, JSON.stringify(secret), createBridge)
}

function preloadWorldSource(secret: string, preloadPath: string | undefined): string {
  const setup: PreloadSetup = { secret, sendName, receiveName, processFacts: processFacts() }
  const preload = preloadPath
    ? `function (require, process, exports, module, global) {\n${readFileSync(preloadPath, 'utf8')}\n}`
    : 'null'
  return callOf(preparePreloadWorld, JSON.stringify(setup), createCodec, createBridge, preload)
}

function processFacts(): Record<string, unknown> {
  const { platform, arch, versions, pid, execPath } = process
  return {
    platform,
    arch,
    versions,
    pid,
    execPath,
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    env: {},
    argv: [],
  }
}
