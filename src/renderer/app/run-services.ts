import { createHistoryStore, type HistoryStore } from '../features/runs/history-store.ts'
import { createLoopStore, type LoopStore } from '../features/runs/loop-store.ts'
import { createRunGate, type RunGate } from '../features/runs/run-gate.ts'
import { createRunStore, type RunStore } from '../features/runs/run-store.ts'
import type { Host } from '../host/host.ts'
import type { LayoutStore } from '../parts/layout/layout-store.ts'
import { followTurns } from '../parts/prompt/list/follow-turns.ts'
import type { PromptServices } from '../parts/prompt/prompt-services.tsx'

/** What runs a prompt: `runGate` asks before a run that will be refused, `loop` answers calls of tools and goes on. */
export type RunServices = {
  runs: RunStore
  runGate: RunGate
  loop: LoopStore
  history: HistoryStore
}

/** Makes them, and has the editor know what became of a run. */
export function createRunServices(
  host: Host,
  prompt: PromptServices,
  announce: (message: string) => void,
  layout: LayoutStore,
): RunServices {
  const history = createHistoryStore(host)
  const { prompts, refused, lastRun } = prompt
  const isOpen = (promptId: string) => prompts.getState().prompt?.id === promptId
  const runs = createRunStore(host, {
    announce,
    onRunChanged: (run) => history.getState().put(run),
    onBegin: (promptId) => isOpen(promptId) && refused.getState().clear(),
    onEnd: (run) => {
      lastRun.getState().note(run)
      if (run.state === 'failed' && isOpen(run.promptId)) refused.getState().show(run)
    },
  })
  runs.getState().turnTo(prompts.getState().prompt?.id ?? null)
  prompts.subscribe((state) => runs.getState().turnTo(state.prompt?.id ?? null))
  const runGate = createRunGate({
    judge: async () => {
      const settled = await prompt.prompts.getState().settleOpened()
      // Rules that cannot be fetched are no reason not to run.
      await prompt.findings.ready.catch(() => {})
      return { prompt: settled, findings: settled ? prompt.findings.findingsIn(settled) : [] }
    },
    start: (settled) => runs.getState().start(settled),
  })
  const loop = createLoopStore({
    prompts: prompt.prompts,
    runs,
    run: () => runGate.getState().run(),
    isAsking: () => runGate.getState().asking !== null,
    connectionKind: () => prompt.context.getState().connectionKind,
    announce,
    follow: () => followTurns(prompt),
    layout,
  })
  return { runs, runGate, loop, history }
}
