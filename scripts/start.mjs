// npm start: the desktop app; where that cannot be, the same app in the browser. It never just fails.
import './node-version.mjs'

const { findDesktop, thisMachine } = await import('./desktop.ts')
const { becomeServer, buildIfNeeded, root, run } = await import('./run.ts')

/** Electron that ends with an error this soon did not get as far as a window (a missing library, a broken display). */
const failedStartMs = 5_000

async function openInBrowser(reason) {
  process.stderr.write(`${reason}, so Antiphon opens in the browser instead.\n`)
  await becomeServer()
}

async function startDesktop(executable) {
  const startedAt = Date.now()
  const { code } = await run(executable, [root, ...process.argv.slice(2)])
  if (code !== 0 && Date.now() - startedAt < failedStartMs)
    await openInBrowser('The desktop window could not be opened')
  else process.exit(code)
}

await buildIfNeeded()
const desktop = await findDesktop(thisMachine())
if ('executable' in desktop) await startDesktop(desktop.executable)
else await openInBrowser(desktop.reason)
