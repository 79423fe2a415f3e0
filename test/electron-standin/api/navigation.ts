// Puts what a page tries (going elsewhere, opening windows) to the listeners and the handler of its WebContents.
import type { EventEmitter } from 'node:events'
import { chromium } from '../chromium/chromium.ts'
import type { DevToolsSession } from '../chromium/devtools.ts'
import { record } from '../log.ts'
import { PreventableEvent } from '../strict.ts'
import type { FrameTree } from './frames.ts'
import { privilegedSchemes, schemeHandlers, toAppUrl } from './schemes.ts'

/** What a window-open handler is told. */
export type WindowOpenDetails = { url: string; frameName: string; features: string; disposition: string }
/** What it answers; nothing means allow, as in Electron. */
export type WindowOpenAnswer =
  | { action: 'allow' | 'deny'; overrideBrowserWindowOptions?: Record<string, unknown> }
  | undefined
/** `webContents.setWindowOpenHandler`'s argument. */
export type WindowOpenHandler = (
  details: WindowOpenDetails & { referrer: { url: string; policy: string } },
) => WindowOpenAnswer

/** What the navigation needs of its WebContents. */
export type NavigationOwner = {
  emitter: EventEmitter
  session: DevToolsSession
  frames: FrameTree
  load: (url: string) => Promise<void>
  openChild: (url: string, options: Record<string, unknown>) => void
  /** A link with a scheme that belongs to another program. */
  openElsewhere: (url: string) => Promise<void>
}

// Chromium settles these by itself: it refuses them in the main frame, and their frames send no request.
const withoutRequest = ['about:', 'data:', 'blob:', 'javascript:', 'file:', 'chrome:', 'view-source:']
const dispositions: Record<string, string> = { newTab: 'background-tab', newWindow: 'new-window' }

/** Follows one page's attempts. */
export class Navigation {
  /** Set by `webContents.setWindowOpenHandler`. */
  windowOpenHandler: WindowOpenHandler | null = null
  readonly #owner: NavigationOwner
  readonly #requestedByPage = new Set<string>()

  constructor(owner: NavigationOwner) {
    this.#owner = owner
    owner.session.on('Page.windowOpen', ({ url, windowName: frameName, windowFeatures }) => {
      this.openWindow({
        url: toAppUrl(url),
        frameName,
        features: windowFeatures.join(','),
        disposition: 'foreground-tab',
      })
    })
    owner.session.on('Page.frameRequestedNavigation', ({ frameId, url, disposition }) => {
      if (disposition === 'currentTab') this.#pageRequested(frameId, url)
      else if (dispositions[disposition]) {
        this.openWindow({ url: toAppUrl(url), frameName: '', features: '', disposition: dispositions[disposition] })
      }
    })
  }

  /** The page wants a window. Chromium's own attempt, if any, is closed by pages.ts. */
  openWindow(details: WindowOpenDetails): void {
    const answer = this.windowOpenHandler?.({
      ...details,
      referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
    })
    const action = this.windowOpenHandler ? (answer?.action ?? 'allow') : 'allow'
    record('window-open', { ...details, action })
    if (action === 'allow') this.#owner.openChild(details.url, answer?.overrideBrowserWindowOptions ?? {})
  }

  /** The answer to a document request: false when a listener prevented it. */
  async mayNavigate({
    frameId,
    url,
    isRedirect,
  }: {
    frameId: string
    url: string
    isRedirect: boolean
  }): Promise<boolean> {
    if (isRedirect) return this.#ask(['will-redirect'], frameId, url)
    if (!(await this.#isByPage(frameId, url))) return true
    return this.#askToLeave(frameId, url)
  }

  #pageRequested(frameId: string, chromiumUrl: string): void {
    const url = toAppUrl(chromiumUrl)
    const { protocol } = new URL(url)
    if (withoutRequest.includes(protocol)) return
    const scheme = protocol.slice(0, -1)
    const isCustom = privilegedSchemes.has(scheme) || schemeHandlers.has(scheme)
    if (/^https?:/.test(chromiumUrl)) this.#requestedByPage.add(key(frameId, url))
    else if (this.#askToLeave(frameId, url)) {
      // A literal app:// link: Chromium cannot follow it, so it is loaded like any other page of the app.
      const follow = isCustom ? this.#owner.load(url) : this.#owner.openElsewhere(url)
      follow.catch((error: unknown) => console.error(`Following ${url} failed`, error))
    }
  }

  // Electron asks only about navigations that the page began, not about loadURL, reload or a test's own `goto`.
  async #isByPage(frameId: string, url: string): Promise<boolean> {
    if (frameId !== this.#owner.frames.mainId) return true
    // The page announces a navigation before it requests it, on another channel: one round trip lets it arrive.
    if (!this.#requestedByPage.has(key(frameId, url))) await chromium().browser.send('Browser.getVersion')
    return this.#requestedByPage.delete(key(frameId, url))
  }

  #askToLeave(frameId: string, url: string): boolean {
    const isMainFrame = frameId === this.#owner.frames.mainId
    return this.#ask(isMainFrame ? ['will-frame-navigate', 'will-navigate'] : ['will-frame-navigate'], frameId, url)
  }

  #ask(names: string[], frameId: string, url: string): boolean {
    const isMainFrame = frameId === this.#owner.frames.mainId
    const frame = this.#owner.frames.byId(frameId)
    return names.every((name) => {
      const facts = { url, isMainFrame, isSameDocument: false, frame, initiator: frame, processId: 1 }
      const event = Object.assign(new PreventableEvent(), facts)
      this.#owner.emitter.emit(name, event, url, false, isMainFrame, 1, frame?.routingId ?? -1)
      record(name, { url, isMainFrame, isPrevented: event.defaultPrevented })
      return !event.defaultPrevented
    })
  }
}

// Requests are announced with their fragment and made without it.
function key(frameId: string, url: string): string {
  return `${frameId} ${url.split('#', 1)[0]}`
}
