import { type SpawnOptions, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { needsBuild } from './build-state.ts'

/** The folder of this repository. */
export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Runs a command to its end; signals that this process gets meanwhile are the command's. Resolves to its exit code (1 where
 * a signal or a failed start ended it) and to what it printed, if `keepsOutput`.
 */
export function run(
  command: string,
  args: string[],
  { keepsOutput = false, ...options }: SpawnOptions & { keepsOutput?: boolean } = {},
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      stdio: keepsOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      ...options,
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk
      })
    }
    const passOn = (signal: NodeJS.Signals) => void child.kill(signal)
    const wait = () => {} // a terminal sends Ctrl+C to the command as well
    const end = (code: number) => {
      process.off('SIGTERM', passOn).off('SIGHUP', passOn).off('SIGINT', wait)
      resolve({ code, output })
    }
    process.on('SIGTERM', passOn).on('SIGHUP', passOn).on('SIGINT', wait)
    child.on('error', (error) => {
      output += error.message
      end(1)
    })
    child.on('close', (code) => end(code ?? 1))
  })
}

/** Builds what is missing or out of date, quietly; ends this process with the build's report where that fails. */
export async function buildIfNeeded(): Promise<void> {
  if (!needsBuild(root)) return
  process.stderr.write('Building Antiphon (once, until its source changes)…\n')
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { code, output } = await run(process.execPath, [vite, 'build'], { keepsOutput: true })
  if (code === 0) return
  process.stderr.write(`${output}\nThe build failed: the reason is above.\n`)
  process.exit(1)
}

/** Becomes the browser-hosted app, which reads the arguments of this process and ends it. */
export async function becomeServer(): Promise<void> {
  if (process.env.npm_lifecycle_event) endWithParent()
  await import(pathToFileURL(join(root, 'out/main/server.js')).href)
}

/**
 * npm starts scripts through a shell that passes no signal on. When that shell is gone, this process ends as if it had got
 * the signal itself, instead of staying behind with the data folder locked.
 */
function endWithParent(): void {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
