import type { DevToolsSession } from '../chromium/devtools.ts'
import { KnownEmitter, strictClass } from '../strict.ts'

type ThemeSource = 'system' | 'light' | 'dark'

/** Electron's nativeTheme. The system it runs on is a light one. */
class NativeTheme extends KnownEmitter {
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly prefersReducedTransparency = false
  #source: ThemeSource = 'system'
  readonly #sessions = new Set<DevToolsSession>()

  constructor() {
    super('nativeTheme', ['updated'])
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }

  get themeSource(): ThemeSource {
    return this.#source
  }

  set themeSource(source: ThemeSource) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`'${source}' is not a theme source`)
    if (source === this.#source) return
    this.#source = source
    for (const session of this.#sessions) this.#apply(session).catch(() => this.#sessions.delete(session)) // it closed
    this.emit('updated')
  }

  /** Not Electron's: shows the theme to a page, now and when it changes. */
  _follow(session: DevToolsSession): Promise<void> {
    this.#sessions.add(session)
    return this.#apply(session)
  }

  async #apply(session: DevToolsSession): Promise<void> {
    const value = this.#source === 'system' ? '' : this.#source
    await session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] })
  }
}
strictClass('nativeTheme', NativeTheme)

/** Electron's `nativeTheme`. */
export const nativeTheme = new NativeTheme()
