// Runs an Electron app's main process on plain Node, its windows in headless Chromium. See README.md.
import { createRequire, registerHooks } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { findApp, parseCommandLine } from './command-line.ts'
import { launch } from './launch-state.ts'

const [major = 0] = process.versions.node.split('.').map(Number)
if (major < 24) {
  process.stderr.write(`The stand-in for Electron needs Node 24, this is ${process.versions.node}.\n`)
  process.exit(1)
}

const require = createRequire(import.meta.url)
const electronVersion: string = require('electron/package.json').version
const line = parseCommandLine(process.argv.slice(2))
if (line.asksVersion) {
  process.stdout.write(`v${electronVersion}\n`)
  process.exit(0)
}

launch.app = findApp(line.appPath)
launch.switches = line.switches
Object.defineProperty(process.versions, 'electron', { value: electronVersion, enumerable: true })
Object.assign(process, { type: 'browser', defaultApp: true, resourcesPath: join(launch.app.folder, 'resources') })

const electronModule = new URL('./electron-module.ts', import.meta.url).href
registerHooks({
  resolve(specifier, context, next) {
    return /^electron(\/(main|common))?$/.test(specifier)
      ? { url: electronModule, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context)
  },
})

// Playwright reads the line that this prints to stderr.
if (line.inspectPort !== null) require('node:inspector').open(line.inspectPort, '127.0.0.1')

async function start(): Promise<void> {
  const { app } = await import('./api/app.ts')
  const { startChromium } = await import('./chromium/chromium.ts')
  const { watchPages } = await import('./chromium/pages.ts')
  const { denyEverything } = await import('./api/permissions.ts')
  process.argv = [process.argv[0] ?? '', ...process.argv.slice(2)]
  for (const module of line.preloadModules) require(resolve(module))
  process.argv = [process.argv[0] ?? '', line.appPath, ...line.appArguments]
  const chromiumIsUp = startChromium(app.getPath('userData'), line.switches)
  // `ready` waits until the main file has been evaluated, as in Electron; a top-level await of it never ends there either.
  const hint = setTimeout(
    () => process.stderr.write('The main file has a top-level await that does not end.\n'),
    10_000,
  )
  await import(pathToFileURL(launch.app.entry).href)
  clearTimeout(hint)
  await chromiumIsUp
  if (app._isExiting) return
  await Promise.all([watchPages(), denyEverything()])
  app.becomeReady()
}

start().catch((error: unknown) => {
  console.error('App threw an error during load\n', error)
  process.exit(1)
})
