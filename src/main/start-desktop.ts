import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
} from 'electron'
import Store from 'electron-store'
import { monotonicFactory } from 'ulid'
import { createCore } from '#core/core'
import type { SettingsStore } from '#core/core-deps'
import type { Crashes } from '#core/crash'
import { openStringFile } from '#core/files/string-file'
import { readHolder, takeInstanceLock } from '#core/instance-lock'
import { serve } from '#core/serve'
import { openStores } from '#core/settings-file'
import { createSimulatorDoor } from '#core/simulator-door'
import { AppError } from '#shared/app-error'
import { readScenario } from '#simulator/scenario-text'
import { scenarios } from '#simulator/scenarios'
import { createPageHandler } from './app-protocol.ts'
import { connectWindow } from './ipc.ts'
import { createKeychain } from './keychain.ts'
import { createKeychainVault } from './keychain-vault.ts'
import { denyDownloads, denyNavigation, denyPermissions } from './lockdown.ts'
import { menuTemplate } from './menu.ts'
import { openWindow } from './window.ts'

export type DesktopOptions = {
  /** The folder of the built main process; the preload, the page and the database worker lie beside it. */
  folder: string
  /** `ANTHROPIC_API_KEY` as the process found it. */
  environmentKey: string | null
  startWarnings: readonly string[]
  crashes: Crashes
}

/**
 * Puts the desktop app together: data folder, core, protocol, lock-down, window. Call it when Electron is ready.
 * @throws AppError `storage` with a sentence for a dialog where the data folder cannot be had.
 */
export async function startDesktop(options: DesktopOptions): Promise<void> {
  const { folder, environmentKey, startWarnings, crashes } = options
  const dataFolder = app.getPath('userData')
  const lock = takeFolder(dataFolder)
  lock.announce({ pid: process.pid, url: null })
  const now = () => new Date()
  const stores = openStores(dataFolder, now(), (name) => openStore(dataFolder, name))
  const simulator = createSimulatorDoor({
    scenarios,
    check: readScenario,
    start: async (scenario) => {
      const { startSimulator } = await import('#simulator/simulator')
      return startSimulator(scenario === null ? {} : { scenario })
    },
  })
  const core = await createCore({
    version: app.getVersion(),
    host: 'desktop',
    dataFolder,
    ...stores,
    vault: createKeychainVault(
      createKeychain(safeStorage, process.platform),
      openStringFile(join(dataFolder, 'keychain.json'), now),
    ),
    environmentKey,
    startWarnings,
    simulator,
    databaseWorker: pathToFileURL(join(folder, 'database-worker.js')),
    fileWorker: pathToFileURL(join(folder, 'file-worker.js')),
    codeWorker: pathToFileURL(join(folder, 'code-worker.js')),
    bundleWorker: pathToFileURL(join(folder, 'bundle-worker.js')),
    findWorker: pathToFileURL(join(folder, 'find-worker.js')),
    // The only call of Electron's opener; the core has checked the link.
    openLink: (url) => shell.openExternal(url),
    chooseFolder: async () => {
      const { filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory', 'createDirectory'] })
      return filePaths[0] ?? null
    },
    chooseFile: async (name) => {
      const { canceled, filePath } = await dialog.showSaveDialog({ defaultPath: name })
      return canceled || filePath === '' ? null : filePath
    },
    now,
    newId: monotonicFactory(),
  })

  crashes.logTo(core.log)
  protocol.handle('app', createPageHandler(join(folder, '../renderer')))
  denyPermissions(session.defaultSession)
  denyDownloads(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => denyNavigation(contents))
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform)))

  const show = async () => {
    const window = openWindow({
      preload: join(folder, '../preload/preload.cjs'),
      settings: stores.settings,
      screens: screen.getAllDisplays().map(({ workArea }) => workArea),
      isDark: nativeTheme.shouldUseDarkColors,
    })
    connectWindow(ipcMain, window.webContents, {
      serveWire: (wire) => serve(core.handlers, wire, { onUnexpected: core.onUnexpected }),
      onRefused: (what) => core.log.notice('ipc', `Refused ${what}.`),
    })
    await window.loadURL('app://antiphon/')
  }
  app.on('second-instance', () => focusWindow())
  app.on('activate', () => {
    if (BrowserWindow.getAllWindows().length === 0) void show()
  })
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  quitInOrder(async () => {
    await core.close()
    await simulator.close()
    lock.release()
  }, crashes.report)
  await show()
}

function takeFolder(dataFolder: string) {
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
  const lock = takeInstanceLock(dataFolder)
  if (lock) return lock
  const url = readHolder(dataFolder)?.url
  const where = url ? `the browser-hosted Antiphon at ${url}` : 'another Antiphon'
  throw new AppError('storage', `The data folder ${dataFolder} is in use by ${where}. Close that one first.`)
}

/** electron-store over one file of the data folder. */
function openStore(dataFolder: string, name: string): SettingsStore {
  return new Store({ cwd: dataFolder, name, configFileMode: 0o600, accessPropertiesByDotNotation: false })
}

function focusWindow(): void {
  const [window] = BrowserWindow.getAllWindows()
  if (!window) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

/** Lets open writes reach the disk before the app goes: the first attempt to quit waits for `close`. */
function quitInOrder(close: () => Promise<void>, report: (error: unknown) => void): void {
  let state: 'open' | 'closing' | 'closed' = 'open'
  app.on('will-quit', (event) => {
    if (state === 'closed') return
    event.preventDefault()
    if (state === 'closing') return
    state = 'closing'
    const finish = () => {
      state = 'closed'
      app.quit()
    }
    close().then(finish, (error: unknown) => {
      report(error)
      finish()
    })
  })
}
