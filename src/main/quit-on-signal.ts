/** How a system, a terminal or a service manager asks a program to end. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** What of `app` is needed here. */
export type Quitting = { quit: () => void; exit: (code: number) => void }

/**
 * The first signal quits in order, a second one at once. Call it when Electron is ready: its own handlers are there by then,
 * and the listeners that `conf` brought along, which send the signal once more and so cut the orderly end short, go.
 */
export function quitOnSignal(app: Quitting): void {
  let isQuitting = false
  const end = () => {
    if (isQuitting) return app.exit(130)
    isQuitting = true
    app.quit()
  }
  for (const signal of signals) {
    // Only the first listener of a signal takes it from Electron's native handler, so there must be none before it.
    process.removeAllListeners(signal)
    process.on(signal, end)
  }
}
