// A recording double of the `electron` module for unit tests of src/main; vitest resolves `electron` to this file.
// It does nothing but remember: tests read `recorded`, call what was registered, and start over with `resetRecorder()`.
// What works for real (windows, pages, IPC) is test/electron-standin.
import { EventEmitter } from 'node:events'

type Handler = (...values: never[]) => unknown
type Call = { name: string; values: unknown[] }

function empty() {
  return {
    /** Every recorded call, oldest first: `{ name: 'shell.openExternal', values: ['https://…'] }`. */
    calls: [] as Call[],
    windows: [] as BrowserWindow[],
    /** ipcMain.handle, by channel. Listeners of ipcMain.on are on `ipcMain` itself, an EventEmitter. */
    ipcHandlers: new Map<string, Handler>(),
    /** protocol.handle, by scheme. */
    protocolHandlers: new Map<string, Handler>(),
    privilegedSchemes: [] as unknown[],
    /** The handlers of session.defaultSession, by method: 'setPermissionRequestHandler', 'webRequest.onBeforeRequest', … */
    sessionHandlers: new Map<string, Handler | null>(),
    applicationMenu: null as Menu | null,
    paths: new Map<string, string>(),
    isReady: false,
    hasInstanceLock: true,
    /** First bytes of what safeStorage encrypts: 'v10' is a key that everybody knows. */
    encryptionTag: 'v11' as 'v10' | 'v11',
    isEncryptionAvailable: true,
    /** Rejection of decryptStringAsync, when set. */
    decryptionError: null as Error | null,
    shouldReEncrypt: false,
    storageBackend: 'gnome_libsecret',
    /** Answers of the dialogs. */
    openDialog: { canceled: true, filePaths: [] as string[] },
    saveDialog: { canceled: true, filePath: '' },
    messageBox: { response: 0, checkboxChecked: false },
    clipboardText: '',
  }
}

/** What the code under test did, and what its calls answer. Change the answers before calling it. */
export const recorded = empty()

/** Forgets everything, listeners included. */
export function resetRecorder(): void {
  Object.assign(recorded, empty())
  for (const emitter of [app, ipcMain, nativeTheme, powerMonitor, screen, session.defaultSession])
    emitter.removeAllListeners()
  nativeTheme.themeSource = 'system'
}

/** The values of each call with a name, oldest first: `callsOf('shell.openExternal')` is `[['https://…']]`. */
export function callsOf(name: string): unknown[][] {
  return recorded.calls.filter((call) => call.name === name).map(({ values }) => values)
}

function note(name: string) {
  return (...values: unknown[]): void => {
    recorded.calls.push({ name, values })
  }
}

function notes<Name extends string>(owner: string, names: readonly Name[]) {
  return Object.fromEntries(names.map((name) => [name, note(`${owner}.${name}`)])) as Record<
    Name,
    ReturnType<typeof note>
  >
}

function keepHandler(name: string) {
  return (...values: (Handler | object | null)[]): void => {
    recorded.sessionHandlers.set(name, values.at(-1) as Handler | null)
  }
}

class WebContents extends EventEmitter {
  id = 1
  windowOpenHandler: Handler | null = null
  mainFrame = { url: '', origin: '', parent: null, processId: 1, routingId: 1 }
  sent: { channel: string; values: unknown[] }[] = []
  isDestroyed = () => false
  getURL = () => this.mainFrame.url
  send = (channel: string, ...values: unknown[]): void => {
    this.sent.push({ channel, values })
  }
  setWindowOpenHandler = (handler: Handler): void => {
    this.windowOpenHandler = handler
  }
  get session() {
    return session.defaultSession
  }
  readonly calls = notes('webContents', ['setWebRTCIPHandlingPolicy', 'reload', 'openDevTools', 'postMessage', 'close'])
  setWebRTCIPHandlingPolicy = this.calls.setWebRTCIPHandlingPolicy
  reload = this.calls.reload
  openDevTools = this.calls.openDevTools
  postMessage = this.calls.postMessage
  close = this.calls.close
}

/** A window that is only its options, its state and what was called on it. */
export class BrowserWindow extends EventEmitter {
  readonly options: Record<string, unknown> & { webPreferences?: Record<string, unknown> }
  readonly webContents = new WebContents()
  readonly id: number
  bounds = { x: 0, y: 0, width: 800, height: 600 }
  isOpen = true
  maximized = false
  title = ''

  static getAllWindows = () => recorded.windows.filter(({ isOpen }) => isOpen)
  static getFocusedWindow = () => BrowserWindow.getAllWindows().at(-1) ?? null
  static fromWebContents = (contents: WebContents) =>
    recorded.windows.find((window) => window.webContents === contents) ?? null

  constructor(options: BrowserWindow['options'] = {}) {
    super()
    this.options = options
    this.id = recorded.windows.push(this)
    for (const side of ['x', 'y', 'width', 'height'] as const)
      if (typeof options[side] === 'number') this.bounds[side] = options[side]
    app.emit('web-contents-created', {}, this.webContents)
    app.emit('browser-window-created', {}, this)
  }
  loadURL = async (url: string): Promise<void> => {
    note('window.loadURL')(url)
    this.webContents.mainFrame = { ...this.webContents.mainFrame, url, origin: url.split('/', 3).join('/') }
  }
  readonly calls = notes('window', [
    'show',
    'hide',
    'focus',
    'restore',
    'setMinimumSize',
    'setBackgroundColor',
    'setMenuBarVisibility',
  ])
  show = this.calls.show
  hide = this.calls.hide
  focus = this.calls.focus
  restore = this.calls.restore
  setMinimumSize = this.calls.setMinimumSize
  setBackgroundColor = this.calls.setBackgroundColor
  setMenuBarVisibility = this.calls.setMenuBarVisibility
  getBounds = () => ({ ...this.bounds })
  getNormalBounds = this.getBounds
  setBounds = (bounds: Partial<typeof this.bounds>) => Object.assign(this.bounds, bounds)
  isMaximized = () => this.maximized
  maximize = () => void (this.maximized = true)
  unmaximize = () => void (this.maximized = false)
  isMinimized = () => false
  isFullScreen = () => false
  setFullScreen = note('window.setFullScreen')
  isVisible = () => true
  isFocused = () => true
  isDestroyed = () => !this.isOpen
  setTitle = (title: string) => void (this.title = title)
  close = (): void => {
    this.emit('close', { preventDefault() {} })
    this.isOpen = false
    this.emit('closed')
  }
  destroy = this.close
}

const application = notes('app', [
  'quit',
  'exit',
  'enableSandbox',
  'setName',
  'setAppUserModelId',
  'focus',
  'setAppLogsPath',
])
export const app = Object.assign(new EventEmitter(), application, {
  name: 'Antiphon',
  isPackaged: false,
  whenReady: async () => {},
  isReady: () => recorded.isReady,
  getName: () => 'Antiphon',
  getVersion: () => '0.0.0',
  getLocale: () => 'en-US',
  getAppPath: () => process.cwd(),
  getPath: (name: string) => recorded.paths.get(name) ?? `/recorded/${name}`,
  setPath: (name: string, path: string) => void recorded.paths.set(name, path),
  requestSingleInstanceLock: () => recorded.hasInstanceLock,
  releaseSingleInstanceLock: note('app.releaseSingleInstanceLock'),
  commandLine: {
    ...notes('app.commandLine', ['appendSwitch', 'removeSwitch']),
    hasSwitch: () => false,
    getSwitchValue: () => '',
  },
})

export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Handler) => void recorded.ipcHandlers.set(channel, handler),
  removeHandler: (channel: string) => void recorded.ipcHandlers.delete(channel),
})

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => void recorded.privilegedSchemes.push(...schemes),
  handle: (scheme: string, handler: Handler) => void recorded.protocolHandlers.set(scheme, handler),
  unhandle: (scheme: string) => void recorded.protocolHandlers.delete(scheme),
}

const webRequestEvents = ['onBeforeRequest', 'onHeadersReceived', 'onBeforeSendHeaders'] as const
const handlerSetters = [
  'setPermissionRequestHandler',
  'setPermissionCheckHandler',
  'setDevicePermissionHandler',
  'setDisplayMediaRequestHandler',
] as const
export const session = {
  defaultSession: Object.assign(new EventEmitter(), {
    ...(Object.fromEntries(handlerSetters.map((name) => [name, keepHandler(name)])) as Record<
      (typeof handlerSetters)[number],
      ReturnType<typeof keepHandler>
    >),
    webRequest: Object.fromEntries(webRequestEvents.map((name) => [name, keepHandler(`webRequest.${name}`)])),
    setSpellCheckerEnabled: note('session.setSpellCheckerEnabled'),
    protocol,
  }),
}

export const safeStorage = {
  isAsyncEncryptionAvailable: async () => recorded.isEncryptionAvailable,
  encryptStringAsync: async (text: string) =>
    Buffer.concat([Buffer.from(recorded.encryptionTag), Buffer.from(text).reverse()]),
  decryptStringAsync: async (encrypted: Buffer) => {
    if (recorded.decryptionError) throw recorded.decryptionError
    return {
      result: Buffer.from(encrypted.subarray(3)).reverse().toString(),
      shouldReEncrypt: recorded.shouldReEncrypt,
    }
  },
  getSelectedStorageBackend: () => recorded.storageBackend,
}

export const shell = {
  ...notes('shell', ['showItemInFolder', 'beep']),
  openExternal: async (url: string) => note('shell.openExternal')(url),
  openPath: async (path: string) => (note('shell.openPath')(path), ''),
}
export const dialog = {
  showOpenDialog: async (...values: unknown[]) => (note('dialog.showOpenDialog')(...values), recorded.openDialog),
  showSaveDialog: async (...values: unknown[]) => (note('dialog.showSaveDialog')(...values), recorded.saveDialog),
  showMessageBox: async (...values: unknown[]) => (note('dialog.showMessageBox')(...values), recorded.messageBox),
  showErrorBox: note('dialog.showErrorBox'),
}
export const clipboard = {
  writeText: (text: string) => void (recorded.clipboardText = text),
  readText: () => recorded.clipboardText,
}
export const nativeTheme = Object.assign(new EventEmitter(), { themeSource: 'system', shouldUseDarkColors: false })
export const powerMonitor = new EventEmitter()
const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  scaleFactor: 1,
}
export const screen = Object.assign(new EventEmitter(), {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
  getDisplayMatching: () => display,
})

/** A menu that is only its template. */
export class Menu {
  items: Record<string, unknown>[] = []
  static buildFromTemplate = (template: Record<string, unknown>[]) => Object.assign(new Menu(), { items: template })
  static setApplicationMenu = (menu: Menu | null) => void (recorded.applicationMenu = menu)
  static getApplicationMenu = () => recorded.applicationMenu
  popup = note('menu.popup')
}

export default {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
}
