// Electron's BrowserWindow. There is no screen: bounds and states are kept here, the page gets the size.

import { record } from '../log.ts'
import { KnownEmitter, notInStandIn, PreventableEvent, strictClass } from '../strict.ts'
import { app } from './app.ts'
import { appState } from './app-state.ts'
import { Menu } from './menu.ts'
import { focusedWindow, moveFocus, openWindows } from './open-windows.ts'
import { type Rectangle, workArea } from './screen.ts'
import { WebContents } from './web-contents.ts'

type WebPreferences = Record<string, unknown> & { preload?: string }
type Options = Partial<Rectangle> & {
  show?: boolean
  title?: string
  minWidth?: number
  minHeight?: number
  webPreferences?: WebPreferences
} & Record<string, unknown>

const events = [
  'ready-to-show',
  'show',
  'hide',
  'focus',
  'blur',
  'close',
  'closed',
  'resize',
  'resized',
  'move',
  'moved',
  'maximize',
  'unmaximize',
  'minimize',
  'restore',
  'enter-full-screen',
  'leave-full-screen',
  'page-title-updated',
  // Accepted and never fired: nothing hangs here, and there is no session to end.
  'unresponsive',
  'responsive',
  'session-end',
]
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
export class BrowserWindow extends KnownEmitter {
  readonly id: number
  readonly webContents: WebContents
  #bounds: Rectangle
  #normalBounds: Rectangle
  #minimumSize: [number, number]
  #title: string
  #isVisible = false
  #isMaximized = false
  #isMinimized = false
  #isFullScreen = false
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
    super('BrowserWindow', events)
    if (!appState.isReady) throw new Error('Cannot create BrowserWindow before app is ready')
    const { webPreferences = {}, width = 800, height = 600, minWidth = 0, minHeight = 0 } = options
    checkPreferences(webPreferences)
    lastId += 1
    this.id = lastId
    const { x = Math.round((workArea.width - width) / 2), y = Math.round((workArea.height - height) / 2) } = options
    this.#minimumSize = [minWidth, minHeight]
    this.#bounds = { x, y, width: Math.max(width, minWidth), height: Math.max(height, minHeight) }
    this.#normalBounds = this.#bounds
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

  getBounds(): Rectangle {
    return { ...this.#bounds }
  }

  getNormalBounds(): Rectangle {
    return { ...this.#normalBounds }
  }

  getContentBounds(): Rectangle {
    return this.getBounds()
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#place(bounds)
    this.#normalBounds = this.#bounds
  }

  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height]
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getContentSize(): [number, number] {
    return this.getSize()
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height)
  }

  getPosition(): [number, number] {
    return [this.#bounds.x, this.#bounds.y]
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }

  center(): void {
    const { width, height } = this.#bounds
    this.setPosition(Math.round((workArea.width - width) / 2), Math.round((workArea.height - height) / 2))
  }

  getMinimumSize(): [number, number] {
    return [...this.#minimumSize]
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimumSize = [width, height]
    this.setBounds({})
  }

  maximize(): void {
    if (this.#isMaximized) return
    this.#isMaximized = true
    this.#place(workArea)
    this.emit('maximize')
  }

  unmaximize(): void {
    if (!this.#isMaximized) return
    this.#isMaximized = false
    this.#place(this.#normalBounds)
    this.emit('unmaximize')
  }

  isMaximized(): boolean {
    return this.#isMaximized
  }

  minimize(): void {
    if (this.#isMinimized) return
    this.#isMinimized = true
    this.emit('minimize')
  }

  restore(): void {
    if (this.#isMinimized) {
      this.#isMinimized = false
      this.emit('restore')
    } else this.unmaximize()
  }

  isMinimized(): boolean {
    return this.#isMinimized
  }

  setFullScreen(isFullScreen: boolean): void {
    if (this.#isFullScreen === isFullScreen) return
    this.#isFullScreen = isFullScreen
    this.#place(isFullScreen ? workArea : this.#normalBounds)
    this.emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen')
  }

  isFullScreen(): boolean {
    return this.#isFullScreen
  }

  isNormal(): boolean {
    return !this.#isMaximized && !this.#isMinimized && !this.#isFullScreen
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

  #appear(): void {
    if (this.#isVisible) return
    this.#isVisible = true
    this.emit('show')
  }

  #place(bounds: Partial<Rectangle>): void {
    const old = this.#bounds
    const [minWidth, minHeight] = this.#minimumSize
    const wanted = { ...old, ...bounds }
    this.#bounds = { ...wanted, width: Math.max(wanted.width, minWidth), height: Math.max(wanted.height, minHeight) }
    const { x, y, width, height } = this.#bounds
    if (x !== old.x || y !== old.y) for (const event of ['move', 'moved']) this.emit(event)
    if (width === old.width && height === old.height) return
    this.webContents._resize()
    for (const event of ['resize', 'resized']) this.emit(event)
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
