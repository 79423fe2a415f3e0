import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, run } from './run.ts'

/** How long the first download of Electron may take before the browser takes its place, in milliseconds. */
const installMs = 180_000

/** Electron's executable, or why there is none, as the first half of a sentence. */
export type Desktop = { executable: string } | { reason: string }

export type Machine = {
  environment: NodeJS.ProcessEnv
  platform: NodeJS.Platform
  /** 0 is root; undefined on Windows. */
  userId: number | undefined
  /** The installed package `electron`. */
  electronFolder: string
  /** Fetches Electron's binary into that folder; may fail in silence. */
  install: () => Promise<void>
}

/** This machine. */
export function thisMachine(): Machine {
  const electronFolder = join(root, 'node_modules/electron')
  return {
    environment: process.env,
    platform: process.platform,
    userId: process.getuid?.(),
    electronFolder,
    install: async () => {
      process.stderr.write('Fetching Electron (once)…\n')
      const limits = { timeout: installMs, killSignal: 'SIGKILL' } as const
      await run(process.execPath, [join(electronFolder, 'install.js')], { keepsOutput: true, ...limits })
    },
  }
}

/**
 * Finds Electron, and fetches it where it is missing and could be used. An executable that the environment names, in the
 * way of the electron package or of electron-vite, is taken at its word.
 */
export async function findDesktop({
  environment,
  platform,
  userId,
  electronFolder,
  install,
}: Machine): Promise<Desktop> {
  const isHeadless = platform === 'linux' && !environment.DISPLAY && !environment.WAYLAND_DISPLAY
  if (isHeadless) return { reason: 'There is no display for a window here' }
  const named = namedExecutable(environment)
  if (named !== null) return existsSync(named) ? { executable: named } : { reason: `There is no Electron at ${named}` }
  // Chromium's sandbox does not work for root, and Antiphon does not switch it off.
  if (platform === 'linux' && userId === 0) return { reason: 'Electron refuses to run as root' }
  if (installedExecutable(electronFolder) === null) await install()
  const executable = installedExecutable(electronFolder)
  return executable === null ? { reason: "Electron's binary could not be downloaded" } : { executable }
}

/** Electron's own executable, or `null` while its binary is not installed. */
export function installedExecutable(electronFolder: string): string | null {
  const pathFile = join(electronFolder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const executable = join(electronFolder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(executable) ? executable : null
}

function namedExecutable({ ELECTRON_EXEC_PATH, ELECTRON_OVERRIDE_DIST_PATH }: NodeJS.ProcessEnv): string | null {
  if (ELECTRON_EXEC_PATH) return ELECTRON_EXEC_PATH
  return ELECTRON_OVERRIDE_DIST_PATH ? join(ELECTRON_OVERRIDE_DIST_PATH, 'electron') : null
}
