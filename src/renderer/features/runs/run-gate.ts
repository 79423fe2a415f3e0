import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Prompt } from '#shared/prompt/prompt'
import type { Finding } from '#shared/rules/finding'

/** What stands between Run and the request: an error that was found asks once, and never forbids. */
export type RunGateState = {
  /** The errors that are asked about; `null` while nothing is asked. */
  asking: Finding[] | null
  /** Runs the open prompt, or asks first when an error was found that nobody has said yes to. */
  run: () => Promise<void>
  /** Runs it as it is. These errors are not asked about again while they last. */
  runAnyway: () => Promise<void>
  cancel: () => void
}

export type RunGate = StoreApi<RunGateState>

export type RunGateOptions = {
  /** The open prompt as the user sees it, and what is found in it. */
  judge: () => Promise<{ prompt: Prompt | null; findings: Finding[] }>
  start: (prompt: Prompt) => Promise<void>
}

export function createRunGate({ judge, start }: RunGateOptions): RunGate {
  /** The errors of each prompt that its user runs with, as they were at its last run. */
  const accepted = new Map<string, Set<string>>()

  return createStore<RunGateState>()((set, get) => {
    async function proceed(isSure: boolean) {
      const { prompt, findings } = await judge()
      if (!prompt) return
      const errors = findings.filter(({ severity }) => severity === 'error')
      const before = accepted.get(prompt.id)
      const isNew = errors.some((error) => !before?.has(keyOf(error, prompt)))
      if (isNew && !isSure) return set({ asking: errors })
      // An error that went away and comes back later is a new one.
      accepted.set(prompt.id, new Set(errors.map((error) => keyOf(error, prompt))))
      set({ asking: null })
      await start(prompt)
    }
    return {
      asking: null,
      run: async () => {
        if (get().asking === null) await proceed(false)
      },
      runAnyway: () => proceed(true),
      cancel: () => set({ asking: null }),
    }
  })
}

/** What makes an error the same one: its rule, and where it is. A message is known by its id, wherever it is moved. */
function keyOf({ ruleId, field }: Finding, { messages }: Prompt): string {
  const place = field.replace(/^messages\.(\d+)/, (_, index) => `message ${messages[Number(index)]?.id}`)
  return `${ruleId} ${place}`
}
