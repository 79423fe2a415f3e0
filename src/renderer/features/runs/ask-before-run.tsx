import { Suspense } from 'react'
import { useStore } from 'zustand'
import { lazyPart } from '../../ui/lazy-part.ts'
import type { RunGate } from './run-gate.ts'

const AskDialog = lazyPart(async () => (await import('./ask-dialog.tsx')).AskDialog)

type AskBeforeRunProps = {
  gate: RunGate
  /** Shows what fixing everything would do; `null` where nothing can be fixed. */
  onFixAll: () => void
}

/** The question that an error asks before the first run with it. Put once into the page. */
export function AskBeforeRun({ gate, onFixAll }: AskBeforeRunProps) {
  const asking = useStore(gate, (state) => state.asking)
  const { runAnyway, cancel } = gate.getState()
  if (!asking) return null
  return (
    <Suspense>
      <AskDialog
        errors={asking}
        onRunAnyway={() => void runAnyway()}
        onCancel={cancel}
        onFixAll={() => {
          cancel()
          onFixAll()
        }}
      />
    </Suspense>
  )
}
