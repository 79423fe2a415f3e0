// What the app asked of the system, for tests: `app.evaluate((electron) => electron._standin.log)`.

/** One call: what happened, and its facts (always values that survive a structured clone). */
export type LogEntry = { kind: string } & Record<string, unknown>

/** Every recorded call, oldest first. */
export const log: LogEntry[] = []

/** Adds a call to the log. */
export function record(kind: string, facts: Record<string, unknown> = {}): void {
  log.push({ kind, ...facts })
}

/** The recorded calls of one kind, oldest first. */
export function recorded(kind: string): LogEntry[] {
  return log.filter((entry) => entry.kind === kind)
}
