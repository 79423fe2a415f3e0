// Which windows exist and which one has the focus. Apart from BrowserWindow, so that app and menus can read it.

/** What others need of a window. */
export type OpenWindow = { close: () => void; emit: (event: string, ...values: unknown[]) => boolean }

/** Every window that has not been closed, oldest first. */
export const openWindows = new Set<OpenWindow>()

let focused: OpenWindow | null = null

/** The window with the focus, or `null`. */
export function focusedWindow(): OpenWindow | null {
  return focused
}

/** Moves the focus, telling both windows; `null` takes it away. */
export function moveFocus(window: OpenWindow | null): void {
  if (focused === window) return
  focused?.emit('blur')
  focused = window
  window?.emit('focus')
}
