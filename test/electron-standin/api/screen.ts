import { KnownEmitter, strictClass } from '../strict.ts'

/** Position and size in pixels. */
export type Rectangle = { x: number; y: number; width: number; height: number }

/** The one display's area without its panel. */
export const workArea: Rectangle = { x: 0, y: 0, width: 1920, height: 1040 }

const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea,
  size: { width: 1920, height: 1080 },
  workAreaSize: { width: workArea.width, height: workArea.height },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
}

class Screen extends KnownEmitter {
  constructor() {
    super('screen', ['display-added', 'display-removed', 'display-metrics-changed'])
  }

  getPrimaryDisplay() {
    return structuredClone(display)
  }

  getAllDisplays() {
    return [this.getPrimaryDisplay()]
  }

  getDisplayMatching() {
    return this.getPrimaryDisplay()
  }

  getDisplayNearestPoint() {
    return this.getPrimaryDisplay()
  }

  getCursorScreenPoint() {
    return { x: 0, y: 0 }
  }
}
strictClass('screen', Screen)

/** Electron's `screen`: one display of 1920 by 1080. */
export const screen = new Screen()
