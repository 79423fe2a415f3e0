// Electron's WebContents over one Chromium page.
import { chromium } from '../chromium/chromium.ts'
import type { DevToolsSession } from '../chromium/devtools.ts'
import { openPage } from '../chromium/pages.ts'
import { record } from '../log.ts'
import type { FromPage } from '../page/preload-world.ts'
import { KnownEmitter, strict, strictClass } from '../strict.ts'
import { watchDownloads } from './downloads.ts'
import { FrameTree, type WebFrameMain } from './frames.ts'
import { IpcMain } from './ipc-main.ts'
import type { MessagePortMain } from './message-ports.ts'
import { nativeTheme } from './native-theme.ts'
import { Navigation, type WindowOpenHandler } from './navigation.ts'
import { PageChannel, type PageSender } from './page-channel.ts'
import { PageIpc } from './page-ipc.ts'
import { type CrashDetails, PageLife } from './page-life.ts'
import { guardRequests } from './requests.ts'
import { toAppUrl, toChromiumUrl } from './schemes.ts'
import { type Session, session } from './session.ts'
import { webContentsEvents } from './web-contents-events.ts'

/** A key that the page did not prevent. */
export type KeyPress = Omit<Extract<FromPage, { type: 'key' }>, 'type'>

/** What a WebContents needs of its window. */
export type WebContentsOwner = {
  size: () => [number, number]
  close: () => void
  onReadyToShow: () => void
  onTitle: (title: string) => void
  onKey: (key: KeyPress) => void
  onGone: () => void
  openChild: (url: string, options: Record<string, unknown>) => void
  /** Tells `app` that the page's process ended. */
  onCrash: (details: CrashDetails) => void
}

/** The parts of a running page. */
type Page = {
  targetId: string
  session: DevToolsSession
  frames: FrameTree
  navigation: Navigation
  channel: PageChannel
  life: PageLife
}

const byTargetId = new Map<string, WebContents>()
let lastId = 0

/** Electron's WebContents. */
export class WebContents extends KnownEmitter {
  readonly id: number
  readonly session: Session = session.defaultSession
  readonly ipc = new IpcMain()
  readonly #owner: WebContentsOwner
  readonly #ipc: PageIpc
  readonly #ready: Promise<Page>
  #page: Page | null = null
  #windowOpenHandler: WindowOpenHandler | null = null
  #title = ''
  #isDestroyed = false
  #isCrashed = false
  #zoomFactor = 1
  #webRtcPolicy = 'default'

  constructor(owner: WebContentsOwner, preloadPath: string | undefined) {
    super('webContents', webContentsEvents)
    lastId += 1
    this.id = lastId
    this.#owner = owner
    this.#ipc = new PageIpc({ sender: this, push: (message) => this.#whenReady((page) => page.channel.push(message)) })
    this.#ready = this.#open(preloadPath)
    this.#ready.catch((error: unknown) => {
      if (!this.#isDestroyed) console.error('The stand-in could not open a window', error)
    })
  }

  get mainFrame(): WebFrameMain | null {
    return this.#page?.frames.byId(this.#page.frames.mainId) ?? null
  }

  async loadURL(url: string): Promise<void> {
    record('load-url', { url })
    const page = await this.#ready
    const { errorText, loaderId } = await page.session.send('Page.navigate', { url: toChromiumUrl(url) })
    if (errorText) {
      this.emit('did-fail-load', {}, -2, errorText, url, true)
      throw Object.assign(new Error(`${errorText} (-2) loading '${url}'`), {
        code: errorText.replace('net::', ''),
        url,
      })
    }
    if (loaderId) await page.life.loaded(loaderId)
  }

  send(channel: string, ...values: unknown[]): void {
    this.#assertAlive()
    this.#ipc.send(channel, values)
  }

  postMessage(channel: string, message: unknown, transfer: MessagePortMain[] = []): void {
    this.#assertAlive()
    this.#ipc.send(channel, [message], transfer)
  }

  getURL(): string {
    return this.mainFrame?.url ?? ''
  }

  getTitle(): string {
    return this.#title
  }

  getType(): string {
    return 'window'
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  isCrashed(): boolean {
    return this.#isCrashed
  }

  focus(): void {}

  close(): void {
    this.#owner.close()
  }

  reload(): void {
    this.#whenReady(async (page) => {
      if (!this.#isCrashed) return page.session.send('Page.reload')
      this.#isCrashed = false
      return page.session.send('Page.navigate', { url: toChromiumUrl(this.getURL()) })
    })
  }

  reloadIgnoringCache(): void {
    this.reload()
  }

  forcefullyCrashRenderer(): void {
    this.#whenReady((page) => page.session.send('Page.crash').catch(() => {})) // it crashes before it can answer
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpenHandler = handler
    if (this.#page) this.#page.navigation.windowOpenHandler = handler
  }

  setWebRTCIPHandlingPolicy(policy: string): void {
    this.#webRtcPolicy = policy
    record('webrtc-policy', { policy })
  }

  getWebRTCIPHandlingPolicy(): string {
    return this.#webRtcPolicy
  }

  /** Runs in the page's own world; the result is cloned. @throws what the script throws. */
  async executeJavaScript(code: string): Promise<unknown> {
    const page = await this.#ready
    const evaluation = { expression: code, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await page.session.send('Runtime.evaluate', evaluation)
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? 'Script failed to execute')
    return result.value
  }

  getZoomFactor(): number {
    return this.#zoomFactor
  }

  setZoomFactor(factor: number): void {
    this.#zoomFactor = factor
    this._resize()
  }

  getZoomLevel(): number {
    return Math.log(this.#zoomFactor) / Math.log(1.2)
  }

  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level)
  }

  openDevTools(): void {
    record('open-dev-tools')
  }

  closeDevTools(): void {}

  toggleDevTools(): void {
    record('open-dev-tools')
  }

  isDevToolsOpened(): boolean {
    return false
  }

  /** Not Electron's: fits the page to its window, with the zoom that a browser would apply. */
  _resize(): void {
    this.#whenReady(({ session: devTools }) => this.#fit(devTools))
  }

  /** Not Electron's: an editing command of a menu role, such as 'SelectAll'. */
  _edit(command: string): void {
    this.#whenReady(({ session: devTools }) =>
      devTools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: 'Unidentified', commands: [command] }),
    )
  }

  /** Not Electron's: closes the page; the window hears of it when it is gone. */
  _destroy(): void {
    this.#whenReady(({ targetId }) => chromium().browser.send('Target.closeTarget', { targetId }))
  }

  async #open(preloadPath: string | undefined): Promise<Page> {
    const [width, height] = this.#owner.size()
    const { targetId, session: devTools } = await openPage(width, height)
    byTargetId.set(targetId, this)
    const frames = new FrameTree(devTools, targetId)
    const navigation = new Navigation({
      emitter: this,
      session: devTools,
      frames,
      load: (url) => this.loadURL(url),
      openChild: this.#owner.openChild,
      openElsewhere: (url) => this.#openElsewhere(url),
    })
    navigation.windowOpenHandler = this.#windowOpenHandler
    const channel = new PageChannel(devTools, (message, sender) => this.#receive(page, message, sender))
    const life = new PageLife(
      { targetId, session: devTools, frames },
      {
        emitter: this,
        onPaint: this.#owner.onReadyToShow,
        onCrash: (details) => this.#crashed(details),
        onGone: () => this.#gone(),
      },
    )
    const page: Page = { targetId, session: devTools, frames, navigation, channel, life }
    watchDownloads(devTools, this.session, this)
    this.#page = page
    const prepared = Promise.all([
      channel.open(targetId, preloadPath, () => this.#ipc.closePorts()),
      devTools.send('Page.enable'),
      devTools.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      nativeTheme._follow(devTools),
      this.#fit(devTools),
      guardRequests(devTools, {
        webRequest: this.session.webRequest,
        webContentsId: this.id,
        mayNavigate: (request) => navigation.mayNavigate(request),
        isMainFrame: (frameId) => frameId === targetId,
      }),
    ])
    await devTools.send('Runtime.runIfWaitingForDebugger')
    await prepared
    return page
  }

  #receive({ frames, channel, navigation }: Page, message: FromPage, { frameId, contextId }: PageSender): void {
    const frame = frames.byId(frameId)
    if (this.#ipc.receive(message, frame)) return
    if (message.type === 'open-window') {
      const { url, frameName, features, disposition } = message
      navigation.openWindow({ url: toAppUrl(url), frameName, features, disposition })
    } else if (message.type === 'title') {
      this.#title = message.title
      this.emit('page-title-updated', {}, message.title, true)
      this.#owner.onTitle(message.title)
    } else if (message.type === 'key') this.#owner.onKey(message)
    else if (message.type === 'preload-error') {
      const error = Object.assign(new Error(message.message), { stack: message.stack })
      console.error('Unable to load preload script', error)
      this.emit('preload-error', {}, '', error)
    } else if (message.type === 'may-use' || message.type === 'is-granted') {
      const settle = (value: boolean) =>
        channel.sendTo(contextId, [{ type: 'settle', id: message.id, value, failure: null }])
      const isMainFrame = frameId === frames.mainId
      const { permission, details } = message
      const question = { webContents: this, permission, url: frame?.url ?? '', isMainFrame, details }
      this.session._permissions
        .answer(message.type, question)
        .then(settle)
        .catch((error: unknown) => console.error('A permission handler failed', error))
    }
  }

  async #openElsewhere(url: string): Promise<void> {
    const question = {
      webContents: this,
      permission: 'openExternal',
      url: this.getURL(),
      isMainFrame: true,
      details: { externalURL: url },
    }
    if (await this.session._permissions.request(question)) record('other-program', { url })
  }

  #crashed(details: CrashDetails): void {
    this.#isCrashed = true
    this.#ipc.closePorts()
    this.emit('render-process-gone', {}, details)
    this.#owner.onCrash(details)
  }

  #gone(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.#ipc.closePorts()
    this.emit('destroyed')
    this.#owner.onGone()
  }

  async #fit(devTools: DevToolsSession): Promise<void> {
    const [width, height] = this.#owner.size()
    const zoom = this.#zoomFactor
    const size = { width: Math.round(width / zoom), height: Math.round(height / zoom) }
    await devTools.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor: zoom, mobile: false })
  }

  #whenReady(act: (page: Page) => unknown): void {
    if (this.#isDestroyed) return
    const report = (error: unknown) => {
      if (!this.#isDestroyed) console.error('The stand-in could not reach a page', error)
    }
    this.#ready.then(act).catch(report)
  }

  #assertAlive(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed')
  }
}
strictClass('webContents', WebContents)

/** Electron's `webContents`. */
export const webContents = strict('webContents', {
  fromDevToolsTargetId: (targetId: string) => byTargetId.get(targetId),
  fromId: (id: number) => webContents.getAllWebContents().find((contents) => contents.id === id),
  getAllWebContents: () => [...byTargetId.values()].filter((contents) => !contents.isDestroyed()),
})
