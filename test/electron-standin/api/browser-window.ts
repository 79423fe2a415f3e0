// Electron's BrowserWindow. There is no screen: bounds and states are kept here, the page gets the size.

import { record } from '../log.ts'
import { notInStandIn, PreventableEvent, strictClass } from '../strict.ts'
import { app } from './app.ts'
import { appState } from './app-state.ts'
import { BaseWindow, type BoundsOptions } from './base-window.ts'
import { Menu } from './menu.ts'
import { focusedWindow, moveFocus, openWindows } from './open-windows.ts'
import { WebContents } from './web-contents.ts'

type WebPreferences = Record<string, unknown> & { preload?: string }
type Options = BoundsOptions & {
  show?: boolean
  title?: string
  webPreferences?: WebPreferences
} & Record<string, unknown>

let lastId = 0
const windows = new Set<BrowserWindow>()

// What real Electron would do with these cannot be imitated, so an app that asks for them is stopped here.
function checkPreferences(preferences: WebPreferences): void {
  const { nodeIntegration, contextIsolation, sandbox, webviewTag, webSecurity, partition, session } = preferences
  if (nodeIntegration || contextIsolation === false || sandbox === false || webviewTag || webSecurity === false) {
    throw notInStandIn('A window without sandbox, context isolation or web security, or with Node or <webview>,')
  }
  if (partition || session) throw notInStandIn('A window with a session of its own')
}

/** Electron's BrowserWindow. */
export class BrowserWindow extends BaseWindow {
  readonly id: number
  readonly webContents: WebContents
  #title: string
  #isVisible = false
  #isDestroyed = false

  static getAllWindows(): BrowserWindow[] {
    return [...windows]
  }

  static getFocusedWindow(): BrowserWindow | null {
    const focused = focusedWindow()
    return focused instanceof BrowserWindow ? focused : null
  }

  static fromId(id: number): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.id === id) ?? null
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
  }

  constructor(options: Options = {}) {
    super(options)
    if (!appState.isReady) throw new Error('Cannot create BrowserWindow before app is ready')
    const { webPreferences = {} } = options
    checkPreferences(webPreferences)
    lastId += 1
    this.id = lastId
    this.#title = options.title ?? app.name
    record('browser-window', { options: JSON.parse(JSON.stringify(options)) })
    windows.add(this)
    openWindows.add(this)
    this.webContents = new WebContents(this.#ownerOfPage(), webPreferences.preload)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, this)
    if (options.show !== false) this.show()
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  reload(): void {
    this.webContents.reload()
  }

  show(): void {
    this.#appear()
    this.focus()
  }

  showInactive(): void {
    this.#appear()
  }

  hide(): void {
    this.#isVisible = false
    this.emit('hide')
  }

  isVisible(): boolean {
    return this.#isVisible
  }

  focus(): void {
    if (focusedWindow() === this) return
    moveFocus(this)
    app.emit('browser-window-focus', {}, this)
  }

  blur(): void {
    if (focusedWindow() !== this) return
    moveFocus(null)
    app.emit('browser-window-blur', {}, this)
  }

  isFocused(): boolean {
    return focusedWindow() === this
  }

  getTitle(): string {
    return this.#title
  }

  setTitle(title: string): void {
    this.#title = title
  }

  setBackgroundColor(color: string): void {
    record('background-color', { color })
  }

  setTitleBarOverlay(options: Record<string, unknown>): void {
    record('title-bar-overlay', options)
  }

  setMenuBarVisibility(isVisible: boolean): void {
    record('menu-bar-visibility', { isVisible })
  }

  setAutoHideMenuBar(hides: boolean): void {
    record('auto-hide-menu-bar', { hides })
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  /** Asks the 'close' listeners, then closes; a page's beforeunload is not asked (README.md). */
  close(): void {
    if (this.#isDestroyed) return
    const event = new PreventableEvent()
    this.emit('close', event)
    if (event.defaultPrevented) appState.isQuitting = false
    else this.destroy()
  }

  destroy(): void {
    this.webContents._destroy()
  }

  protected override _resized(): void {
    this.webContents._resize()
  }

  #appear(): void {
    if (this.#isVisible) return
    this.#isVisible = true
    this.emit('show')
  }

  #ownerOfPage() {
    return {
      size: () => this.getSize(),
      close: () => this.close(),
      onReadyToShow: () => this.emit('ready-to-show'),
      onTitle: (title: string) => this.#pageTitled(title),
      onKey: (key: Parameters<typeof Menu._pressKey>[0]) => Menu._pressKey(key, this),
      onGone: () => this.#gone(),
      onCrash: (details: unknown) => app.emit('render-process-gone', {}, this.webContents, details),
      openChild: (url: string, options: Record<string, unknown>) => void new BrowserWindow(options).loadURL(url),
    }
  }

  #pageTitled(title: string): void {
    const event = new PreventableEvent()
    this.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.#title = title
  }

  #gone(): void {
    this.#isDestroyed = true
    this.blur()
    windows.delete(this)
    openWindows.delete(this)
    this.emit('closed')
    app._windowClosed()
  }
}
strictClass('BrowserWindow', BrowserWindow)
