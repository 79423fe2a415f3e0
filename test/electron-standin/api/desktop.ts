// What the app asks of the desktop around it. Nothing happens outside this process: calls are recorded for tests, and
// a test may replace any of these functions through `app.evaluate`.
import { record } from '../log.ts'
import { KnownEmitter, strict, strictClass } from '../strict.ts'

/** Electron's `shell`. */
export const shell = strict('shell', {
  async openExternal(url: string): Promise<void> {
    record('open-external', { url })
  },
  async openPath(path: string): Promise<string> {
    record('open-path', { path })
    return ''
  },
  showItemInFolder(path: string): void {
    record('show-item-in-folder', { path })
  },
  beep(): void {
    record('beep')
  },
})

type DialogOptions = { cancelId?: number; defaultPath?: string }

// Dialogs may be given a window before their options.
function optionsOf(values: unknown[]): DialogOptions {
  return (values.at(-1) ?? {}) as DialogOptions
}

function recordDialog(dialogName: string, values: unknown[]): DialogOptions {
  const options = optionsOf(values)
  record('dialog', { dialog: dialogName, options: JSON.parse(JSON.stringify(options)) })
  return options
}

/** Electron's `dialog`. Every dialog is cancelled until a test says otherwise. */
export const dialog = strict('dialog', {
  async showOpenDialog(...values: unknown[]): Promise<{ canceled: boolean; filePaths: string[] }> {
    recordDialog('open', values)
    return { canceled: true, filePaths: [] }
  },
  async showSaveDialog(...values: unknown[]): Promise<{ canceled: boolean; filePath: string }> {
    recordDialog('save', values)
    return { canceled: true, filePath: '' }
  },
  async showMessageBox(...values: unknown[]): Promise<{ response: number; checkboxChecked: boolean }> {
    return { response: recordDialog('message', values).cancelId ?? 0, checkboxChecked: false }
  },
  showErrorBox(title: string, content: string): void {
    record('dialog', { dialog: 'error', title, content })
    console.error(`${title}: ${content}`)
  },
})

let clipboardText = ''

/** Electron's `clipboard`, for text. It is not the page's clipboard: that one belongs to Chromium. */
export const clipboard = strict('clipboard', {
  readText: () => clipboardText,
  writeText: (text: string) => {
    clipboardText = text
  },
  clear: () => {
    clipboardText = ''
  },
})

class PowerMonitor extends KnownEmitter {
  constructor() {
    super('powerMonitor', ['suspend', 'resume', 'on-ac', 'on-battery', 'shutdown', 'lock-screen', 'unlock-screen'])
  }
}
strictClass('powerMonitor', PowerMonitor)

/** Electron's `powerMonitor`. It fires when a test emits: `app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))`. */
export const powerMonitor = new PowerMonitor()
