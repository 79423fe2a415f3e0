import { BrowserWindow } from 'electron'
import type { SettingsStore } from '#core/core-deps'
import { restoreState, type WindowState, windowOptions } from './window-options.ts'

export type WindowSurroundings = {
  preload: string
  settings: SettingsStore
  /** The work areas of the screens that are there now. */
  screens: readonly { x: number; y: number; width: number; height: number }[]
  isDark: boolean
}

const stateKey = 'window'

/** Opens the main window where it was last closed; it shows itself with its first frame and remembers where it is left. */
export function openWindow({ preload, settings, screens, isDark }: WindowSurroundings): BrowserWindow {
  const state = restoreState(settings.get(stateKey), screens)
  const window = new BrowserWindow(windowOptions(state, preload, isDark))
  if (state.isMaximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () => {
    const kept: WindowState = { ...window.getNormalBounds(), isMaximized: window.isMaximized() }
    settings.set(stateKey, kept)
  })
  return window
}
