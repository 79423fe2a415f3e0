// The desktop app. Everything that must be said before Electron is ready is said here, in this order.

import { join } from 'node:path'
import { app, dialog, protocol } from 'electron'
import { takeProxyFrom } from '#core/api/proxy'
import { type CrashKind, catchCrashes } from '#core/crash'
import { cleanEnvironment } from '#core/environment'
import { checkStart } from '#core/start-check'
import { AppError } from '#shared/app-error'
import { quitOnSignal } from './quit-on-signal.ts'
import { startDesktop } from './start-desktop.ts'

const environmentKey = cleanEnvironment(process.env)
const crashes = catchCrashes({
  events: process,
  environmentKey,
  write: (text) => process.stderr.write(text),
  onCrash: endAfterCrash,
})
takeProxyFrom(process.env)
const startWarnings = checkStart({
  environment: process.env,
  nodeArguments: process.execArgv,
  arguments: process.argv,
})

app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
// Chromium's own files stay out of the way of the user's.
app.setPath('sessionData', join(app.getPath('userData'), 'chromium'))

if (app.requestSingleInstanceLock()) {
  app
    .whenReady()
    .then(() => {
      quitOnSignal(app)
      return startDesktop({ folder: import.meta.dirname, environmentKey, startWarnings, crashes })
    })
    .catch(giveUp)
} else {
  app.quit()
}

/** After an exception nothing is certain: what is open is written, and the app ends. A lost rejection only gets told. */
function endAfterCrash(kind: CrashKind): void {
  if (kind === 'rejection') return
  dialog.showErrorBox('Antiphon has to close', 'Something went wrong inside Antiphon. The log file names the place.')
  if (app.isReady()) app.quit()
  else app.exit(1)
}

function giveUp(error: unknown): void {
  const sentence = error instanceof AppError ? error.message : 'Antiphon could not start. Nothing of yours was changed.'
  if (!(error instanceof AppError)) crashes.report(error)
  dialog.showErrorBox('Antiphon cannot start', sentence)
  app.exit(1)
}
