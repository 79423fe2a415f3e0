// Writes the code anew while the prompt is edited, beside the keys and never in their way.
import type { ExportedCode } from '#shared/export/export-code'
import type { Prompt } from '#shared/prompt'
import type { Timers } from '../../parts/prompt/timers.ts'

export type CodeWriter = {
  /** The prompt has changed. */
  later: () => void
  now: () => void
  end: () => void
}

/** Code that takes no longer than this to write is written several times a second. */
const quickMs = 6
const soonMs = 60
/** Longer code waits for a pause in the typing. */
const restMs = 300

/**
 * @param prompt The prompt as it is now; `null` where none is open.
 * @param write Makes the code. It is asked only for a prompt that has changed since.
 */
export function createCodeWriter(
  prompt: () => Prompt | null,
  write: (prompt: Prompt) => ExportedCode,
  show: (code: ExportedCode) => void,
  timers: Timers,
): CodeWriter {
  let written: Prompt | null = null
  let tookMs = 0
  let timer: unknown = null

  function now() {
    end()
    const newest = prompt()
    if (!newest || newest === written) return
    written = newest
    const start = timers.now()
    const code = writtenOrWhy(() => write(newest))
    tookMs = timers.now() - start
    show(code)
  }
  function end() {
    if (timer !== null) timers.clearTimeout(timer)
    timer = null
  }
  return {
    now,
    end,
    later: () => {
      if (prompt() === written) return
      if (tookMs > quickMs) end()
      timer ??= timers.setTimeout(now, tookMs > quickMs ? restMs : soonMs)
    },
  }
}

/** The code; in its place, why there is none, such as for JSON that is nested thousands of levels deep. */
function writtenOrWhy(write: () => ExportedCode): ExportedCode {
  try {
    return write()
  } catch (error) {
    const text = `This request cannot be written as code: ${error instanceof Error ? error.message : String(error)}`
    const has = { variables: false, files: false }
    return { language: 'json', fileName: '', text: '', notes: [{ kind: 'cannot', text }], has }
  }
}
