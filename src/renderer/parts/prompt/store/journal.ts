import type { Timers } from '../timers.ts'

/** How long typing must rest before it is written, and how long the first unwritten keystroke may wait at most. */
const restMs = 400
const longestWaitMs = 800
/** After a failed write (a full disk, say) the text stays here and is offered again. */
const retryMs = 2_000

export type Journal = {
  /** Says that there is something new to write. */
  touch: () => void
  /** Writes what is not written yet and resolves when the core has it. Rejects when it could not be written. */
  flush: () => Promise<void>
  /** Whether anything is still unwritten. */
  hasWork: () => boolean
}

/**
 * Decides when unsaved edits are written: within a second of typing, one write at a time, the newest state each time.
 * @param write Writes the newest state.
 * @param report Told after each write: `null` when it went well.
 */
export function createJournal(
  write: () => Promise<void>,
  report: (error: unknown) => void,
  { now, setTimeout, clearTimeout }: Timers,
): Journal {
  let firstTouchAt: number | null = null
  let timer: unknown = null
  let writing: Promise<void> | null = null

  function touch() {
    firstTouchAt ??= now()
    schedule(Math.max(0, Math.min(restMs, firstTouchAt + longestWaitMs - now())))
  }

  function schedule(ms: number) {
    if (timer !== null) clearTimeout(timer)
    timer = setTimeout(() => void flush().catch(() => {}), ms)
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer)
    timer = null
    while (writing) await writing.catch(() => {})
    if (firstTouchAt === null) return
    firstTouchAt = null
    writing = write()
    try {
      await writing
      report(null)
    } catch (error) {
      firstTouchAt ??= now()
      schedule(retryMs)
      report(error)
      throw error
    } finally {
      writing = null
    }
  }

  return { touch, flush, hasWork: () => firstTouchAt !== null || writing !== null }
}
