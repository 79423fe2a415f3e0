// What `import ... from 'electron'` and `require('electron')` give to the main process.
import { app } from './api/app.ts'
import { BrowserWindow } from './api/browser-window.ts'
import { clipboard, dialog, powerMonitor, shell } from './api/desktop.ts'
import { ipcMain } from './api/ipc-main.ts'
import { Menu, MenuItem } from './api/menu.ts'
import { MessageChannelMain } from './api/message-ports.ts'
import { nativeTheme } from './api/native-theme.ts'
import { protocol } from './api/protocol.ts'
import { safeStorage } from './api/safe-storage.ts'
import { screen } from './api/screen.ts'
import { session } from './api/session.ts'
import { webContents } from './api/web-contents.ts'
import { log, recorded } from './log.ts'
import { strict } from './strict.ts'

/** The record of calls, for tests: `app.evaluate((electron) => electron._standin.log)`. */
const _standin = { log, recorded }

const electron = strict('electron', {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents,
  _standin,
})

export {
  _standin,
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  webContents,
}
export default electron
// What `require` returns instead of the namespace, so that an unknown name throws there too.
export { electron as 'module.exports' }
