// The browser-hosted Antiphon: prints its address on stdout, everything else on stderr, and serves until it is told to end.
import { homedir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { takeProxyFrom } from '#core/api/proxy'
import { catchCrashes } from '#core/crash'
import { cleanEnvironment } from '#core/environment'
import { checkStart } from '#core/start-check'
import { AppError } from '#shared/app-error'
import { help, readCommandLine } from './command-line.ts'
import { defaultDataFolder } from './data-folder.ts'
import { start } from './start.ts'

// The build puts this file into out/main; Node also runs it as it stands here.
const isBuilt = import.meta.filename.endsWith('.js')
const pageFolder = join(import.meta.dirname, isBuilt ? '../renderer' : '../../out/renderer')
const workerAt = (built: string, source: string) => pathToFileURL(join(import.meta.dirname, isBuilt ? built : source))
const workers = {
  databaseWorker: workerAt('database-worker.js', '../core/db/worker.ts'),
  fileWorker: workerAt('file-worker.js', '../core/files/file-worker.ts'),
  codeWorker: workerAt('code-worker.js', '../core/code-worker.ts'),
  bundleWorker: workerAt('bundle-worker.js', '../core/bundles/bundle-worker.ts'),
  findWorker: workerAt('find-worker.js', '../core/find-worker.ts'),
}

async function main(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2))
  if (line.kind === 'help') return void process.stdout.write(help)
  if (line.kind === 'mistake') return fail(line.sentence, 2)
  const environmentKey = cleanEnvironment(process.env)
  let close: (() => Promise<void>) | null = null
  const crashes = catchCrashes({
    events: process,
    environmentKey,
    write: (text) => process.stderr.write(text),
    onCrash: () => void endAfterCrash(close),
  })
  takeProxyFrom(process.env)
  const startWarnings = checkStart({ environment: process.env, nodeArguments: process.execArgv, arguments: [] })
  for (const warning of startWarnings) process.stderr.write(`${warning}\n`)
  const dataFolder =
    line.dataFolder ?? defaultDataFolder({ platform: process.platform, environment: process.env, home: homedir() })
  try {
    const { port, opensBrowser } = line
    const onLog = crashes.logTo
    const app = await start({
      port,
      opensBrowser,
      dataFolder,
      pageFolder,
      ...workers,
      environmentKey,
      startWarnings,
      onLog,
    })
    close = app.close
    const listen = closeOnSignal(app.close, crashes.report)
    listen()
    process.stdout.write(`Antiphon is ready: ${app.url}\n`)
    if (opensBrowser) (await import('./open-browser.ts')).openBrowser(app.url)
    await app.openCore().catch(async (error: unknown) => {
      await app.close()
      throw error
    })
    // What `conf` brings along listens by now, and sends the signal a second time; it also hears of `exit`, which is enough.
    listen()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    fail(error.message, 1)
  }
}

/** Longest wait for what can still be written, in milliseconds. */
const patienceMs = 3_000

/** Lets what is open reach the disk, as far as that still works. */
async function endAfterCrash(close: (() => Promise<void>) | null): Promise<void> {
  setTimeout(() => process.exit(1), patienceMs)
  await close?.().catch(() => {})
  process.exit(1)
}

function fail(sentence: string, code: number): void {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = code
}

/**
 * The first signal closes in order, a second one at once.
 * @returns What makes this process listen for signals, instead of whoever did before.
 */
function closeOnSignal(close: () => Promise<void>, report: (error: unknown) => void): () => void {
  let isClosing = false
  const end = () => {
    if (isClosing) process.exit(130)
    isClosing = true
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        report(error)
        process.exit(1)
      },
    )
  }
  return () => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      const others = process.listeners(signal).filter((listener) => listener !== end)
      // Ours stays throughout: a signal that comes while nobody listens, or is under way meanwhile, would be lost.
      if (others.length === process.listenerCount(signal)) process.on(signal, end)
      for (const other of others) process.off(signal, other)
    }
  }
}

await main()
