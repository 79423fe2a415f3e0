// Whether the desktop app can be started on this machine, and if not, why.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './run.mjs'

/** How long the first download of Electron may take before the browser takes its place, in milliseconds. */
const installMs = 180_000

/**
 * The executable to start, or the reason why there is none, as the first half of a sentence. Fetches Electron's binary
 * where it is missing; an executable that the environment names is taken at its word.
 */
export async function findDesktop(
  environment,
  { platform = process.platform, userId = process.getuid?.(), install = installElectron } = {},
) {
  if (!hasDisplay(platform, environment)) return { reason: 'There is no display for a window here' }
  if (namedExecutable(environment))
    return orReason(namedExecutable(environment), 'The Electron that the environment names is not there')
  // Chromium's sandbox does not work for root, and Antiphon does not switch it off.
  if (platform === 'linux' && userId === 0) return { reason: 'Electron refuses to run as root' }
  const installed = installedExecutable()
  if (installed) return { executable: installed }
  await install()
  return orReason(installedExecutable(), "Electron's binary could not be downloaded")
}

/** Whether there is a screen to open a window on: Linux says so in its environment, elsewhere there always is one. */
function hasDisplay(platform, environment) {
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY)
}

/** The executable that `ELECTRON_EXEC_PATH` or `ELECTRON_OVERRIDE_DIST_PATH` names, or `null`. */
export function namedExecutable({ ELECTRON_EXEC_PATH: path, ELECTRON_OVERRIDE_DIST_PATH: folder }) {
  if (path) return path
  return folder ? join(folder, 'electron') : null
}

/** Electron's own executable, or `null` while its binary is not installed. */
export function installedExecutable(folder = join(root, 'node_modules/electron')) {
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const executable = join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? executable : null
}

function orReason(executable, reason) {
  return executable && existsSync(executable) ? { executable } : { reason }
}

async function installElectron() {
  process.stderr.write('Fetching Electron (once)…\n')
  const installer = join(root, 'node_modules/electron/install.js')
  await run(process.execPath, [installer], { keepsOutput: true, timeout: installMs, killSignal: 'SIGKILL' })
}
