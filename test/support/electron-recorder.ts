// A recording double of the `electron` module for unit tests of src/main; vitest resolves `electron` to this file.
// It does nothing but remember: tests read `recorded`, call what was registered, and start over with `resetRecorder()`.
// A method that is not written out here is recorded as a call and returns nothing. What works for real (windows,
// pages, IPC) is test/electron-standin.
import { EventEmitter } from 'node:events'

type Handler = (...values: never[]) => unknown

function empty() {
  return {
    /** Every recorded call, oldest first: `{ name: 'shell.openExternal', values: ['https://…'] }`. */
    calls: [] as { name: string; values: unknown[] }[],
    /** Every window that was made, oldest first, with its `options`. */
    windows: [] as BrowserWindow[],
    /** ipcMain.handle, by channel. Listeners of ipcMain.on are on `ipcMain` itself, an EventEmitter. */
    ipcHandlers: new Map<string, Handler>(),
    /** protocol.handle, by scheme. */
    protocolHandlers: new Map<string, Handler>(),
    privilegedSchemes: [] as unknown[],
    applicationMenu: null as Menu | null,
    /** app.getPath, by name. */
    paths: new Map<string, string>(),
    clipboardText: '',
    isReady: false,
    hasInstanceLock: true,
    /** First bytes of what safeStorage encrypts: on Linux, 'v10' is a key that everybody knows. */
    encryptionTag: 'v11' as 'v10' | 'v11',
    isEncryptionAvailable: true,
    shouldReEncrypt: false,
    /** What decryptStringAsync rejects with, when set. */
    decryptionError: null as Error | null,
    storageBackend: 'gnome_libsecret',
    /** Answers of the dialogs. */
    openDialog: { canceled: true, filePaths: [] as string[] },
    saveDialog: { canceled: true, filePath: '' },
    messageBox: { response: 0, checkboxChecked: false },
  }
}

/** What the code under test did, and what its calls are answered. Change the answers before calling it. */
export const recorded = empty()

/** Forgets everything, listeners included. */
export function resetRecorder(): void {
  Object.assign(recorded, empty())
  const emitters = [app, ipcMain, nativeTheme, powerMonitor, screen, session.defaultSession]
  for (const emitter of emitters) emitter.removeAllListeners()
  nativeTheme.themeSource = 'system'
}

/** The values of each call with a name, oldest first: `callsOf('shell.openExternal')` is `[['https://…']]`. */
export function callsOf(name: string): unknown[][] {
  return recorded.calls.filter((call) => call.name === name).map(({ values }) => values)
}

/**
 * The function that was last registered by a call, or `null`: `handlerOf('session.setPermissionCheckHandler')`,
 * `handlerOf('webRequest.onBeforeRequest')`.
 */
export function handlerOf(name: string): Handler | null {
  return (callsOf(name).at(-1)?.at(-1) as Handler | undefined) ?? null
}

/** The same object, whose further methods exist and record: `owner.method`. Some have a known answer. */
function recording<T extends object>(owner: string, known: T, answers: Record<string, () => unknown> = {}): T {
  return new Proxy(known, {
    get(target, name) {
      if (typeof name === 'symbol' || name in target || name === 'then') return Reflect.get(target, name)
      return (...values: unknown[]) => {
        recorded.calls.push({ name: `${owner}.${name}`, values })
        return answers[name]?.()
      }
    },
  })
}

class WebContents extends EventEmitter {
  id = 1
  session = session.defaultSession
  mainFrame = { url: '', origin: '', parent: null, processId: 1, routingId: 1 }
  /** What `send` sent. */
  sent: { channel: string; values: unknown[] }[] = []
  windowOpenHandler: Handler | null = null
  getURL = () => this.mainFrame.url
  isDestroyed = () => false
  send = (channel: string, ...values: unknown[]) => void this.sent.push({ channel, values })
  setWindowOpenHandler = (handler: Handler) => void Object.assign(this, { windowOpenHandler: handler })
}

type WindowOptions = Record<string, unknown> & { webPreferences?: Record<string, unknown> }

/** A window that is its options, its state and what was called on it ('window.show', 'webContents.reload'). */
export class BrowserWindow extends EventEmitter {
  readonly id: number = recorded.windows.length + 1
  readonly webContents = recording('webContents', new WebContents())
  readonly options: WindowOptions
  bounds = { x: 0, y: 0, width: 800, height: 600 }
  isOpen = true
  isLarge = false

  static getAllWindows = () => recorded.windows.filter(({ isOpen }) => isOpen)
  static getFocusedWindow = () => BrowserWindow.getAllWindows().at(-1) ?? null
  static fromWebContents = (contents: unknown) =>
    recorded.windows.find(({ webContents }) => webContents === contents) ?? null

  constructor(options: WindowOptions = {}) {
    super()
    this.options = options
    for (const key of ['x', 'y', 'width', 'height'] as const)
      this.bounds[key] = Number(options[key] ?? this.bounds[key])
    const answers = {
      isMinimized: () => false,
      isFullScreen: () => false,
      isVisible: () => true,
      isFocused: () => true,
    }
    const window = recording('window', this, answers)
    recorded.windows.push(window)
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, window)
    // biome-ignore lint/correctness/noConstructorReturn: the caller must get the recording one.
    return window
  }
  loadURL = async (url: string) => {
    recorded.calls.push({ name: 'window.loadURL', values: [url] })
    Object.assign(this.webContents.mainFrame, { url, origin: url.split('/', 3).join('/') })
  }
  getBounds = () => ({ ...this.bounds })
  getNormalBounds = () => ({ ...this.bounds })
  setBounds = (bounds: object) => void Object.assign(this.bounds, bounds)
  isMaximized = () => this.isLarge
  maximize = () => void Object.assign(this, { isLarge: true })
  unmaximize = () => void Object.assign(this, { isLarge: false })
  isDestroyed = () => !this.isOpen
  close = () => {
    this.emit('close', { preventDefault: () => {} })
    this.isOpen = false
    this.emit('closed')
  }
}

export const app = recording(
  'app',
  Object.assign(new EventEmitter(), {
    name: 'Antiphon',
    isPackaged: false,
    getPath: (name: string) => recorded.paths.get(name) ?? `/recorded/${name}`,
    setPath: (name: string, path: string) => void recorded.paths.set(name, path),
    commandLine: recording('app.commandLine', {}, { hasSwitch: () => false, getSwitchValue: () => '' }),
  }),
  {
    whenReady: async () => {},
    isReady: () => recorded.isReady,
    requestSingleInstanceLock: () => recorded.hasInstanceLock,
    getName: () => 'Antiphon',
    getVersion: () => '0.0.0',
    getLocale: () => 'en-US',
    getAppPath: () => process.cwd(),
  },
)

export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Handler) => void recorded.ipcHandlers.set(channel, handler),
  removeHandler: (channel: string) => recorded.ipcHandlers.delete(channel),
})

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => void recorded.privilegedSchemes.push(...schemes),
  handle: (scheme: string, handler: Handler) => void recorded.protocolHandlers.set(scheme, handler),
}

const webRequest = recording('webRequest', {})
export const session = {
  defaultSession: recording('session', Object.assign(new EventEmitter(), { protocol, webRequest })),
}

export const safeStorage = {
  isAsyncEncryptionAvailable: async () => recorded.isEncryptionAvailable,
  getSelectedStorageBackend: () => recorded.storageBackend,
  encryptStringAsync: async (text: string) => Buffer.from(recorded.encryptionTag + Buffer.from(text).toString('hex')),
  decryptStringAsync: async (encrypted: Buffer) => {
    if (recorded.decryptionError) throw recorded.decryptionError
    const result = Buffer.from(encrypted.subarray(3).toString(), 'hex').toString()
    return { result, shouldReEncrypt: recorded.shouldReEncrypt }
  },
}

export const shell = recording('shell', {}, { openExternal: async () => {}, openPath: async () => '' })
const dialogAnswers = {
  showOpenDialog: async () => recorded.openDialog,
  showSaveDialog: async () => recorded.saveDialog,
  showMessageBox: async () => recorded.messageBox,
}
export const dialog = recording('dialog', {}, dialogAnswers)
export const clipboard = {
  readText: () => recorded.clipboardText,
  writeText: (text: string) => void Object.assign(recorded, { clipboardText: text }),
}
export const nativeTheme = Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false })
export const powerMonitor = new EventEmitter()
const workArea = { x: 0, y: 0, width: 1920, height: 1040 }
const display = { id: 1, bounds: { ...workArea, height: 1080 }, workArea, scaleFactor: 1 }
const displays = {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
}
export const screen = Object.assign(new EventEmitter(), displays)

/** A menu that is its template, in `items`. */
export class Menu {
  items: Record<string, unknown>[] = []
  static buildFromTemplate = (template: Record<string, unknown>[]) => Object.assign(new Menu(), { items: template })
  static setApplicationMenu = (menu: Menu | null) => void Object.assign(recorded, { applicationMenu: menu })
  static getApplicationMenu = () => recorded.applicationMenu
}

/** Two ports that are emitters; what is posted is recorded. */
export class MessageChannelMain {
  port1 = recording('port1', new EventEmitter())
  port2 = recording('port2', new EventEmitter())
}

const electron = { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, MessageChannelMain, nativeTheme }
export default { ...electron, powerMonitor, protocol, safeStorage, screen, session, shell }
