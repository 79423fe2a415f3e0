// What happens to a page: loading, painting, speaking on the console, crashing, going away.
import type { EventEmitter } from 'node:events'
import { chromium } from '../chromium/chromium.ts'
import type { Page } from '../chromium/pages.ts'
import type { FrameTree } from './frames.ts'
import { toAppUrl } from './schemes.ts'

/** Why a page's process ended, as Electron says it. */
export type CrashDetails = { reason: string; exitCode: number }

/** Who hears of it. */
export type PageLifeListener = {
  /** The WebContents, whose events are fired. */
  emitter: EventEmitter
  /** The first paint of a document that was asked for. */
  onPaint: () => void
  onCrash: (details: CrashDetails) => void
  onGone: () => void
}

/** Follows one page from its first document on. */
export class PageLife {
  readonly #page: Page & { frames: FrameTree }
  readonly #listener: PageLifeListener
  readonly #finishedLoads = new Set<string>()
  readonly #loadWaiters = new Map<string, () => void>()
  #hasPainted = false

  constructor(page: Page & { frames: FrameTree }, listener: PageLifeListener) {
    this.#page = page
    this.#listener = listener
    this.#followTarget()
    this.#followDocuments()
  }

  /** Resolves when the document with this loader id has loaded. */
  loaded(loaderId: string): Promise<void> {
    if (this.#finishedLoads.has(loaderId)) return Promise.resolve()
    return new Promise((resolve) => this.#loadWaiters.set(loaderId, resolve))
  }

  #followTarget(): void {
    const { browser } = chromium()
    const { onGone, onCrash } = this.#listener
    browser.on('Target.targetDestroyed', ({ targetId }) => {
      if (targetId === this.#page.targetId) onGone()
    })
    browser.on('Target.targetCrashed', ({ targetId, errorCode: exitCode }) => {
      if (targetId === this.#page.targetId) onCrash({ reason: 'crashed', exitCode })
    })
  }

  #followDocuments(): void {
    const { session, targetId, frames } = this.#page
    const { emitter } = this.#listener
    session.on('Page.frameStartedLoading', ({ frameId }) => {
      if (frameId === targetId) emitter.emit('did-start-loading')
    })
    session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.id === targetId) emitter.emit('did-navigate', {}, toAppUrl(frame.url), 200, 'OK')
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      emitter.emit('did-navigate-in-page', {}, toAppUrl(url), frameId === targetId, 1, 1)
    })
    session.on('Page.lifecycleEvent', ({ frameId, name, loaderId }) => {
      const url = frames.byId(targetId)?.url ?? ''
      if (frameId === targetId && url !== '' && url !== 'about:blank') this.#reached(name, loaderId)
    })
    session.on('Runtime.consoleAPICalled', ({ type, args, stackTrace }) => {
      const level = { error: 'error', warning: 'warning', debug: 'debug' }[type as string] ?? 'info'
      const message = args.map(({ value, description }) => String(value ?? description ?? '')).join(' ')
      const [{ lineNumber, url } = { lineNumber: 0, url: '' }] = stackTrace?.callFrames ?? []
      const frame = frames.byId(targetId)
      emitter.emit('console-message', { level, message, lineNumber, sourceId: toAppUrl(url), frame })
    })
  }

  #reached(stage: string, loaderId: string): void {
    const { emitter, onPaint } = this.#listener
    if (stage === 'DOMContentLoaded') emitter.emit('dom-ready')
    if (!this.#hasPainted && (stage === 'firstPaint' || stage === 'load')) {
      this.#hasPainted = true
      onPaint()
    }
    if (stage !== 'load') return
    this.#finishedLoads.add(loaderId)
    emitter.emit('did-finish-load')
    emitter.emit('did-stop-loading')
    this.#loadWaiters.get(loaderId)?.()
    this.#loadWaiters.delete(loaderId)
  }
}
