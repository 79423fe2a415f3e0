// Position, size and state of a window. There is no screen: they are only kept, and the page is told its size.
import { KnownEmitter } from '../strict.ts'
import { type Rectangle, workArea } from './screen.ts'

const events = [
  'ready-to-show',
  'show',
  'hide',
  'focus',
  'blur',
  'close',
  'closed',
  'resize',
  'resized',
  'move',
  'moved',
  'maximize',
  'unmaximize',
  'minimize',
  'restore',
  'enter-full-screen',
  'leave-full-screen',
  'page-title-updated',
  // Accepted and never fired: nothing hangs here, and there is no session to end.
  'unresponsive',
  'responsive',
  'session-end',
]

/** Where a window begins and how small it may get. */
export type BoundsOptions = Partial<Rectangle> & { minWidth?: number; minHeight?: number }

/** The half of BrowserWindow that is about its frame. */
export class BaseWindow extends KnownEmitter {
  #bounds: Rectangle
  #normalBounds: Rectangle
  #minimumSize: [number, number]
  #isMaximized = false
  #isMinimized = false
  #isFullScreen = false

  constructor({ x, y, width = 800, height = 600, minWidth = 0, minHeight = 0 }: BoundsOptions) {
    super('BrowserWindow', events)
    this.#minimumSize = [minWidth, minHeight]
    const size = { width: Math.max(width, minWidth), height: Math.max(height, minHeight) }
    this.#bounds = { ...centered(size), ...size }
    if (x !== undefined && y !== undefined) Object.assign(this.#bounds, { x, y })
    this.#normalBounds = this.#bounds
  }

  getBounds(): Rectangle {
    return { ...this.#bounds }
  }

  getNormalBounds(): Rectangle {
    return { ...this.#normalBounds }
  }

  getContentBounds(): Rectangle {
    return this.getBounds()
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.#place(bounds)
    this.#normalBounds = this.#bounds
  }

  getSize(): [number, number] {
    return [this.#bounds.width, this.#bounds.height]
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getContentSize(): [number, number] {
    return this.getSize()
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height)
  }

  getPosition(): [number, number] {
    return [this.#bounds.x, this.#bounds.y]
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }

  center(): void {
    this.setBounds(centered(this.#bounds))
  }

  getMinimumSize(): [number, number] {
    return [...this.#minimumSize]
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimumSize = [width, height]
    this.setBounds({})
  }

  maximize(): void {
    if (this.#isMaximized) return
    this.#isMaximized = true
    this.#place(workArea)
    this.emit('maximize')
  }

  unmaximize(): void {
    if (!this.#isMaximized) return
    this.#isMaximized = false
    this.#place(this.#normalBounds)
    this.emit('unmaximize')
  }

  isMaximized(): boolean {
    return this.#isMaximized
  }

  minimize(): void {
    if (this.#isMinimized) return
    this.#isMinimized = true
    this.emit('minimize')
  }

  restore(): void {
    if (this.#isMinimized) {
      this.#isMinimized = false
      this.emit('restore')
    } else this.unmaximize()
  }

  isMinimized(): boolean {
    return this.#isMinimized
  }

  setFullScreen(isFullScreen: boolean): void {
    if (this.#isFullScreen === isFullScreen) return
    this.#isFullScreen = isFullScreen
    this.#place(isFullScreen ? workArea : this.#normalBounds)
    this.emit(isFullScreen ? 'enter-full-screen' : 'leave-full-screen')
  }

  isFullScreen(): boolean {
    return this.#isFullScreen
  }

  isNormal(): boolean {
    return !this.#isMaximized && !this.#isMinimized && !this.#isFullScreen
  }

  /** The size has changed. */
  protected _resized(): void {}

  #place(bounds: Partial<Rectangle>): void {
    const old = this.#bounds
    const [minWidth, minHeight] = this.#minimumSize
    const wanted = { ...old, ...bounds }
    this.#bounds = { ...wanted, width: Math.max(wanted.width, minWidth), height: Math.max(wanted.height, minHeight) }
    const { x, y, width, height } = this.#bounds
    if (x !== old.x || y !== old.y) for (const event of ['move', 'moved']) this.emit(event)
    if (width === old.width && height === old.height) return
    this._resized()
    for (const event of ['resize', 'resized']) this.emit(event)
  }
}

function centered({ width, height }: { width: number; height: number }): { x: number; y: number } {
  return { x: Math.round((workArea.width - width) / 2), y: Math.round((workArea.height - height) / 2) }
}
