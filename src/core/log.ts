import { createStream } from 'rotating-file-stream'
import type { RunState } from '#shared/runs/run'
import { makePrivateFolder } from './files/folders.ts'
import { describeProblem } from './problem.ts'
import { redact } from './redact.ts'

/** What the log tells of a run that ended: numbers and ids, never a word of the prompt or the answer. */
export type LoggedRun = {
  runId: string
  requestId: string | null
  model: string
  startedAt: string
  durationMs: number | null
  inputTokens: number | null
  outputTokens: number | null
  outcome: RunState
}

export type Log = {
  run: (run: LoggedRun) => void
  /** One line for what went wrong inside Antiphon: the kind of error and the place, without what it quotes. */
  problem: (where: string, error: unknown) => void
  /** One line for what the person may want to know later, such as a damaged file that was set aside. */
  notice: (where: string, sentence: string) => void
  /** From now on this text is blanked out wherever it would appear. */
  hide: (secret: string) => void
  /** The text without what is hidden, for whatever is written beside the log. */
  clean: (text: string) => string
  close: () => Promise<void>
}

// Local servers take keys such as `x` or `ollama`: no secrets, and blanking them out would blank out ordinary words.
const shortestSecret = 8

/**
 * Opens `antiphon.log` in `folder`: one JSON object per line, at most five older files of 5 MB, readable by this user only.
 * A log that cannot be written never stops the app.
 */
export function openLog(folder: string, now: () => Date): Log {
  const secrets = new Set<string>()
  makePrivateFolder(folder)
  const stream = createStream('antiphon.log', { path: folder, size: '5M', rotate: 5, mode: 0o600 })
  stream.on('error', () => {})

  const clean = (text: string) => redact(text, secrets)
  const write = (line: Record<string, unknown>) => {
    stream.write(`${clean(JSON.stringify({ time: now().toISOString(), ...line }))}\n`)
  }
  return {
    // Named one by one: what else a caller's object may hold stays out.
    run: ({ runId, requestId, model, startedAt, durationMs, inputTokens, outputTokens, outcome }) =>
      write({ runId, requestId, model, startedAt, durationMs, inputTokens, outputTokens, outcome }),
    problem: (where, error) => write({ where, problem: describeProblem(error) }),
    notice: (where, sentence) => write({ where, notice: sentence }),
    hide: (secret) => {
      if (secret.length >= shortestSecret) secrets.add(secret)
    },
    clean,
    close: () =>
      new Promise((resolve) => {
        stream.once('close', resolve)
        stream.once('error', () => resolve())
        stream.end(() => resolve())
      }),
  }
}
