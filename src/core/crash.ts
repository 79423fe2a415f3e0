// What nobody caught: told on the terminal and in the log without a key. Node would print the error with everything on it.
import type { EventEmitter } from 'node:events'
import type { Log } from './log.ts'
import { redact } from './redact.ts'

/** What was not caught: an exception, after which nothing is certain, or the rejection of a promise that nobody awaits. */
export type CrashKind = 'exception' | 'rejection'

export type CrashOptions = {
  events: Pick<EventEmitter, 'on'>
  /** Already within reach of an error when there is no log yet. */
  environmentKey: string | null
  write: (text: string) => void
  /** Called once for an exception or rejection, however many follow. */
  onCrash: (kind: CrashKind) => void
}

export type Crashes = {
  /** Tells of an error that the shell caught and cannot mend, in the same words. */
  report: (error: unknown) => void
  /** From now on the log is told as well, and whatever it hides is hidden here. */
  logTo: (log: Pick<Log, 'problem' | 'clean'>) => void
}

/** Listens for what nobody caught in this process. */
export function catchCrashes({ events, environmentKey, write, onCrash }: CrashOptions): Crashes {
  const secrets = environmentKey === null ? [] : [environmentKey]
  const told = new Set<CrashKind>()
  let log: Pick<Log, 'problem' | 'clean'> | null = null

  const report = (error: unknown) => {
    const text = redact(crashText(error), secrets)
    write(`${log?.clean(text) ?? text}\n`)
    log?.problem('crash', error)
  }
  const take = (kind: CrashKind) => (error: unknown) => {
    report(error)
    if (told.has(kind)) return
    told.add(kind)
    onCrash(kind)
  }
  events.on('uncaughtException', take('exception'))
  events.on('unhandledRejection', take('rejection'))
  return {
    report,
    logTo: (opened) => {
      log = opened
    },
  }
}

const deepest = 5

/** Message and places of an error and of its causes; of what else hangs on it, nothing. */
function crashText(error: unknown, depth = 0): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : `Something was thrown: ${typeof error}`
  const own = error.stack ?? `${error.name}: ${error.message}`
  if (error.cause === undefined || depth >= deepest) return own
  return `${own}\nCaused by: ${crashText(error.cause, depth + 1)}`
}
