import { join } from 'node:path'
import { _electron } from 'playwright'
import { root } from '../../scripts/run.ts'
import type { Running } from './launch-app.ts'
import { slowDown } from './slow-down.ts'

const standin = join(root, 'test/electron-standin')

/**
 * The desktop bundle in an Electron.
 * @param executable The real one; `null` takes the stand-in.
 */
export async function launchDesktop(
  executable: string | null,
  dataFolder: string,
  env: Record<string, string>,
): Promise<Running> {
  // Playwright asks the electron package where its executable is, in this process.
  if (executable === null) process.env.ELECTRON_OVERRIDE_DIST_PATH = standin
  const isRoot = process.getuid?.() === 0
  const app = await _electron.launch({
    cwd: root,
    args: [...(executable !== null && isRoot ? ['--no-sandbox'] : []), '.', `--user-data-dir=${dataFolder}`],
    env: executable === null ? { ...env, ELECTRON_OVERRIDE_DIST_PATH: standin } : env,
    ...(executable === null ? {} : { executablePath: executable }),
  })
  const child = app.process() // asked for now: Playwright forgets it when the app ends
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk
    })
  }
  const isGone = () => child.exitCode !== null || child.signalCode !== null
  const page = await app.firstWindow().catch((error: unknown) => {
    throw new Error(`The desktop app opened no window; it said:\n${output}`, { cause: error })
  })
  await page.setViewportSize({ width: 1280, height: 800 })
  await slowDown(page)
  return {
    page,
    output: () => output,
    stop: async () => {
      if (!isGone()) await app.close()
    },
    kill: async (signal = 'SIGKILL') => {
      if (isGone()) return
      const gone = new Promise((resolve) => child.once('close', resolve))
      child.kill(signal)
      await gone
    },
  }
}
