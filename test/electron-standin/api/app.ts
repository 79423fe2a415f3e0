// Electron's `app`: the life of the application.
import { stopChromium } from '../chromium/chromium.ts'
import { launch } from '../launch-state.ts'
import { record } from '../log.ts'
import { KnownEmitter, PreventableEvent, strict, strictClass } from '../strict.ts'
import { standardPath } from './app-paths.ts'
import { appState } from './app-state.ts'
import { openWindows } from './open-windows.ts'
import { InstanceLock } from './single-instance.ts'

const events = [
  'ready',
  'window-all-closed',
  'before-quit',
  'will-quit',
  'quit',
  'second-instance',
  'browser-window-created',
  'browser-window-focus',
  'browser-window-blur',
  'web-contents-created',
  'render-process-gone',
  // Accepted and never fired here: they belong to macOS, or to what Chromium on its own does not ask.
  'activate',
  'open-url',
  'open-file',
  'child-process-gone',
  'certificate-error',
  'select-client-certificate',
  'login',
]

class App extends KnownEmitter {
  name = launch.app.name
  readonly isPackaged = false
  /** Undefined in real Electron too, except on macOS. */
  readonly dock = undefined
  readonly #paths = new Map<string, string>()
  readonly #whenReady = Promise.withResolvers<void>()
  #lock: InstanceLock | null = null
  /** Not Electron's: no way back. */
  _isExiting = false

  readonly commandLine = strict('app.commandLine', {
    /** Recorded, and passed on when Chromium has not started yet: it starts while the app's main file loads. */
    appendSwitch(name: string, value = ''): void {
      record('command-line-switch', { name, value })
      launch.switches.set(name, value)
    },
    hasSwitch: (name: string) => launch.switches.has(name),
    getSwitchValue: (name: string) => launch.switches.get(name) ?? '',
    removeSwitch: (name: string) => {
      launch.switches.delete(name)
    },
  })

  constructor() {
    super('app', events)
  }

  whenReady(): Promise<void> {
    return this.#whenReady.promise
  }

  isReady(): boolean {
    return appState.isReady
  }

  getName(): string {
    return this.name
  }

  setName(name: string): void {
    this.name = name
  }

  getVersion(): string {
    return launch.app.version
  }

  getAppPath(): string {
    return launch.app.folder
  }

  getLocale(): string {
    return 'en-US'
  }

  /** @throws for a name that Electron does not know. */
  getPath(name: string): string {
    const path = this.#paths.get(name) ?? standardPath(name, this.name)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }

  setPath(name: string, path: string): void {
    if (standardPath(name, this.name) === undefined) throw new Error(`Failed to set path`)
    this.#paths.set(name, path)
  }

  setAppLogsPath(path = this.getPath('logs')): void {
    this.#paths.set('logs', path)
  }

  enableSandbox(): void {
    if (appState.isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
    record('enable-sandbox')
  }

  setAppUserModelId(id: string): void {
    record('app-user-model-id', { id })
  }

  requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    this.#lock ??= new InstanceLock(this.getPath('userData'))
    const note = { argv: process.argv, workingDirectory: process.cwd(), additionalData }
    return this.#lock.request(note, (later) => {
      this.emit('second-instance', {}, later.argv, later.workingDirectory, later.additionalData)
    })
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock?.isHeld ?? false
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.release()
  }

  focus(): void {
    record('app-focus')
  }

  /** Asks the app and its windows, closes them, then exits; a listener that prevents keeps the app running. */
  quit(): void {
    if (appState.isQuitting) return
    const event = new PreventableEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    appState.isQuitting = true
    for (const window of openWindows) window.close()
    if (openWindows.size === 0) this.#finishQuitting()
  }

  /** Exits at once: no listener is asked. */
  exit(exitCode = 0): void {
    if (this._isExiting) return
    this._isExiting = true
    this.emit('quit', {}, exitCode)
    this.#lock?.release()
    void stopChromium().then(() => process.exit(exitCode))
  }

  /** Not Electron's: start.ts calls it when Chromium is up and the main file has been evaluated. */
  becomeReady(): void {
    appState.isReady = true
    this.#whenReady.resolve()
    this.emit('ready', {}, {})
  }

  /** Not Electron's: a window has closed. */
  _windowClosed(): void {
    if (openWindows.size > 0) return
    if (appState.isQuitting) this.#finishQuitting()
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  #finishQuitting(): void {
    const event = new PreventableEvent()
    this.emit('will-quit', event)
    appState.isQuitting = !event.defaultPrevented
    if (!event.defaultPrevented) this.exit(0)
  }
}
strictClass('app', App)

/** Electron's `app`. */
export const app = new App()

// Electron quits on these by native handlers. A listener of the app's takes the signal from them for good, as libuv does: once
// that listener is gone, the signal ends the process at once.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  let isTaken = false
  const native = () => {
    if (process.listenerCount(signal) > 1) isTaken = true
    else if (!isTaken) app.quit()
    else {
      process.off(signal, native)
      process.kill(process.pid, signal)
    }
  }
  process.on(signal, native)
}
