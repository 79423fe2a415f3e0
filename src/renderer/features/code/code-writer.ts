// Writes the code anew while the prompt is edited, beside the keys and never in their way.
import type { ExportedCode } from '#shared/export/export-code'
import type { Prompt } from '#shared/prompt/prompt'
import type { Steps } from '#shared/steps'
import type { Timers } from '../../parts/prompt/timers.ts'

export type CodeWriter = {
  /** The prompt has changed. */
  later: () => void
  now: () => void
  end: () => void
}

/** `markOld`: whether what is shown is of an older prompt or of other choices, and will be for a while. */
export type CodePlace = { show: (code: ExportedCode) => void; markOld: (isOld: boolean) => void }

/** Code that takes no longer than this to write is written several times a second, and at once. */
const quickMs = 6
const soonMs = 60
/** Longer code waits for a pause in the typing, and lets go of the page after each slice. */
const restMs = 300

/**
 * @param prompt The prompt as it is now; `null` where none is open.
 * @param write Makes the code. It is asked only for a prompt that has changed since.
 */
export function createCodeWriter(
  prompt: () => Prompt | null,
  write: (prompt: Prompt) => Steps<ExportedCode>,
  { show, markOld }: CodePlace,
  timers: Timers,
): CodeWriter {
  let begun: Prompt | null = null
  let steps: Steps<ExportedCode> | null = null
  let tookMs = 0
  let timer: unknown = null

  function now() {
    end()
    const newest = prompt()
    if (!newest || newest === begun) return markOld(false)
    begun = newest
    steps = write(newest)
    tookMs = 0
    goOn()
    if (steps) markOld(true)
  }
  function goOn() {
    timer = null
    if (!steps) return
    const start = timers.now()
    const code = slice(steps, () => timers.now() - start >= quickMs)
    tookMs += timers.now() - start
    if (code) {
      steps = null
      markOld(false)
      show(code)
    } else timer = timers.setTimeout(goOn, 0)
  }
  /** What was begun is given up: it would be of no use. */
  function end() {
    if (timer !== null) timers.clearTimeout(timer)
    timer = null
    if (steps) begun = null
    steps = null
  }
  return {
    now,
    end,
    later: () => {
      if (prompt() === begun) return
      const isLong = steps !== null || tookMs > quickMs
      if (isLong) {
        end()
        markOld(true)
      }
      timer ??= timers.setTimeout(now, isLong ? restMs : soonMs)
    },
  }
}

/** Goes on until the time is over. `null` while there is more to do; in the code's place, why there is none. */
function slice(steps: Steps<ExportedCode>, isOver: () => boolean): ExportedCode | null {
  try {
    for (;;) {
      const step = steps.next()
      if (step.done) return step.value
      if (isOver()) return null
    }
  } catch (error) {
    // Such as JSON that is nested thousands of levels deep.
    const text = `This request cannot be written as code: ${error instanceof Error ? error.message : String(error)}`
    const has = { variables: false, files: false }
    return { language: 'json', fileName: '', text: '', notes: [{ kind: 'cannot', text }], has }
  }
}
