import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron'

/**
 * What every window of Antiphon is allowed: one frozen object, so that a window with more rights cannot come about by a
 * forgotten option (Electron security checklist, points 2 to 6, 8 to 11).
 */
export function lockedPreferences(preload: string): Readonly<WebPreferences> {
  return Object.freeze({
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    safeDialogs: true,
    // Prompts are not sent to a spelling service.
    spellcheck: false,
  })
}

/** Where a window was when it was closed; `isMaximized` is kept beside the size to return to. */
export type WindowState = { x?: number; y?: number; width: number; height: number; isMaximized: boolean }

export const smallestSize = { width: 640, height: 480 } as const
const firstSize = { width: 1440, height: 900 } as const

type Area = { x: number; y: number; width: number; height: number }

/** The stored state, if it makes sense on one of the present screens; else a fresh one. */
export function restoreState(stored: unknown, areas: readonly Area[]): WindowState {
  const state = readState(stored)
  if (!state) return { ...firstSize, isMaximized: false }
  const { x, y, width, height, isMaximized } = state
  const isSeen = areas.some(
    (area) =>
      x !== undefined &&
      y !== undefined &&
      x + width > area.x &&
      x < area.x + area.width &&
      y >= area.y &&
      y < area.y + area.height,
  )
  return isSeen ? state : { width, height, isMaximized }
}

function readState(stored: unknown): WindowState | null {
  if (typeof stored !== 'object' || stored === null) return null
  const { x, y, width, height, isMaximized } = stored as Record<string, unknown>
  if (!isLength(width, smallestSize.width) || !isLength(height, smallestSize.height)) return null
  const place = Number.isFinite(x) && Number.isFinite(y) ? { x: Number(x), y: Number(y) } : {}
  return { ...place, width, height, isMaximized: isMaximized === true }
}

function isLength(value: unknown, least: number): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= least && value <= 20_000
}

/** The options of the main window; it is shown when its first frame is ready. */
export function windowOptions(state: WindowState, preload: string, isDark: boolean): BrowserWindowConstructorOptions {
  const { isMaximized: _later, ...bounds } = state
  return {
    ...bounds,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    title: 'Antiphon',
    show: false,
    backgroundColor: isDark ? '#171613' : '#faf9f6',
    webPreferences: lockedPreferences(preload),
  }
}
