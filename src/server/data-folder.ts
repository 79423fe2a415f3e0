import { posix, win32 } from 'node:path'

export type Surroundings = { platform: NodeJS.Platform; environment: NodeJS.ProcessEnv; home: string }

/**
 * The folder that the desktop app uses too: Electron's `userData` for an app named Antiphon, so that a run made in one shell
 * is found in the other.
 */
export function defaultDataFolder({ platform, environment, home }: Surroundings): string {
  if (platform === 'win32') {
    return win32.join(environment.APPDATA ?? win32.join(home, 'AppData', 'Roaming'), 'Antiphon')
  }
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Antiphon')
  const configured = environment.XDG_CONFIG_HOME
  // The XDG specification says to ignore a relative path.
  const base = configured !== undefined && posix.isAbsolute(configured) ? configured : posix.join(home, '.config')
  return posix.join(base, 'Antiphon')
}
