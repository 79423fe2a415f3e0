import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { launch } from '../launch-state.ts'

/** Electron's `app.getPath` on Linux, before any `setPath`; `undefined` for a name that Electron does not know. */
export function standardPath(name: string, appName: string): string | undefined {
  const home = homedir()
  const appData = process.env.XDG_CONFIG_HOME || join(home, '.config')
  const userData = launch.switches.get('user-data-dir') || join(appData, appName)
  const paths: Record<string, string> = {
    home,
    appData,
    userData,
    sessionData: userData,
    temp: tmpdir(),
    exe: process.execPath,
    module: process.execPath,
    logs: join(userData, 'logs'),
    crashDumps: join(userData, 'Crashpad'),
    desktop: join(home, 'Desktop'),
    documents: join(home, 'Documents'),
    downloads: join(home, 'Downloads'),
    music: join(home, 'Music'),
    pictures: join(home, 'Pictures'),
    videos: join(home, 'Videos'),
  }
  return paths[name]
}
