// The menu roles of Electron, on Linux and Windows: their shortcuts, their submenus and what they do.
import { app } from './app.ts'
import type { WebContents } from './web-contents.ts'

/** What a role may do to a window. */
export type RoleWindow = {
  webContents: WebContents
  close: () => void
  minimize: () => void
  isMaximized: () => boolean
  maximize: () => void
  unmaximize: () => void
  isFullScreen: () => boolean
  setFullScreen: (isFullScreen: boolean) => void
}

/** Chromium's editing command of each editing role. */
export const editCommands: Record<string, string> = {
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  pasteandmatchstyle: 'PasteAndMatchStyle',
  delete: 'Delete',
  selectall: 'SelectAll',
}

/** Shortcut of each role that does something, '' when it has none. */
export const defaultAccelerators: Record<string, string> = {
  about: '',
  quit: 'CommandOrControl+Q',
  close: 'CommandOrControl+W',
  minimize: 'CommandOrControl+M',
  zoom: '',
  reload: 'CommandOrControl+R',
  forcereload: 'Shift+CommandOrControl+R',
  toggledevtools: 'Control+Shift+I',
  togglefullscreen: 'F11',
  resetzoom: 'CommandOrControl+0',
  zoomin: 'CommandOrControl+Plus',
  zoomout: 'CommandOrControl+-',
  help: '',
  window: '',
}

/** What a role holds when the app gives no submenu; '' is a separator. */
export const roleSubmenus: Record<string, string[]> = {
  filemenu: ['quit'],
  editmenu: ['undo', 'redo', '', 'cut', 'copy', 'paste', 'delete', '', 'selectall'],
  viewmenu: ['reload', 'forcereload', 'toggledevtools', '', 'resetzoom', 'zoomin', 'zoomout', '', 'togglefullscreen'],
  windowmenu: ['minimize', 'close'],
}

/** Does what a role says, to the window that has the focus. */
export function runRole(role: string, window: RoleWindow | undefined): void {
  const contents = window?.webContents
  const zoomBy = (steps: number) => contents?.setZoomLevel(contents.getZoomLevel() + steps)
  const actions: Record<string, () => void> = {
    quit: () => app.quit(),
    close: () => window?.close(),
    minimize: () => window?.minimize(),
    reload: () => contents?.reload(),
    forcereload: () => contents?.reloadIgnoringCache(),
    toggledevtools: () => contents?.toggleDevTools(),
    zoom: () => (window?.isMaximized() ? window.unmaximize() : window?.maximize()),
    togglefullscreen: () => window?.setFullScreen(!window.isFullScreen()),
    resetzoom: () => contents?.setZoomLevel(0),
    zoomin: () => zoomBy(0.5),
    zoomout: () => zoomBy(-0.5),
  }
  const command = editCommands[role]
  if (command) contents?._edit(command)
  else actions[role]?.()
}
