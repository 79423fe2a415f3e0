// Running the parts of this repository from its scripts, always on the Node that runs the script.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { needsBuild } from './build-state.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a command to its end. Resolves to its exit code (1 where a signal ended it) and what it printed, if that is kept. */
export function run(command, args, { keepsOutput = false, ...options } = {}) {
  return new Promise((resolve) => {
    const stdio = keepsOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit'
    const child = spawn(command, args, { cwd: root, stdio, ...options })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk
      })
    }
    // The terminal sends Ctrl+C to the child as well; this process waits for it to close in order.
    const pass = (signal) => child.kill(signal)
    process.on('SIGTERM', pass).on('SIGHUP', pass)
    process.on('SIGINT', ignore)
    const done = (code) => {
      process.off('SIGTERM', pass).off('SIGHUP', pass).off('SIGINT', ignore)
      resolve({ code, output })
    }
    child.on('error', (error) => {
      output += error.message
      done(1)
    })
    child.on('close', (code) => done(code ?? 1))
  })
}

function ignore() {}

/** Builds what is missing or out of date, quietly; ends this process with the build's report where that fails. */
export async function buildIfNeeded() {
  if (!needsBuild(root)) return
  process.stderr.write('Building Antiphon (once, until its source changes)…\n')
  const vite = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { code, output } = await run(process.execPath, [vite, 'build'], { keepsOutput: true })
  if (code === 0) return
  process.stderr.write(`${output}\nThe build failed: the reason is above.\n`)
  process.exit(1)
}

/** Becomes the browser-hosted app, which reads the arguments of this process and ends it. */
export async function becomeServer() {
  if (process.env.npm_lifecycle_event) endWithParent()
  await import(pathToFileURL(join(root, 'out/main/server.js')).href)
}

/**
 * npm starts scripts through a shell that passes no signal on. When that shell is gone, this process ends as if it had got
 * the signal itself, instead of staying behind with the data folder locked.
 */
function endWithParent() {
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    process.kill(process.pid, 'SIGTERM')
  }, 500)
  watch.unref()
}
